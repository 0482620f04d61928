package dev.assay.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Evidence;
import dev.assay.schemas.FeatureActivation;
import dev.assay.schemas.Role;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import dev.assay.schemas.Span;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertViewTest {

    private static final String TEXT = "Hello, this is the delivery office. Your parcel is held at customs.\n"
            + "Pay the release fee with a gift card within the hour, or it will be destroyed. "
            + "We thank you for your patience and wish you a pleasant day, and we look forward to your answer.";

    private final AlertView plain = new AlertView(Ansi.PLAIN, 80);

    @Test
    void shouldShowAnAlertInBrackets() throws IOException {
        assertThat(plain.show(
                        alert(Severity.HIGH, Scope.TURN, 0, spans(TEXT, "Pay the release fee with a gift card")), TEXT))
                .isEqualTo(golden("alert-plain.txt"));
    }

    @Test
    void shouldShowAnAlertInColours() throws IOException {
        // Given
        AlertView colours = new AlertView(Ansi.COLOURS, 80);
        Alert alert = alert(
                Severity.CRITICAL,
                Scope.CONVERSATION,
                3,
                spans(TEXT, "Pay the release fee with a gift card", "held at customs"));

        // When, Then
        assertThat(colours.show(alert, TEXT)).isEqualTo(golden("alert-colours.txt"));
    }

    @Test
    void shouldCloseAndReopenAHighlightAtALineBreak() {
        // Given
        String text = "word ".repeat(60).strip();

        // When
        String shown = plain.show(alert(Severity.LOW, Scope.TURN, 0, List.of(new Span(0, 180, 1))), text);

        // Then
        assertThat(shown.lines().skip(1).limit(2)).allSatisfy(line -> assertThat(line.strip())
                .startsWith("[[word")
                .endsWith("word]]")
                .hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void shouldSayThatTheTextIsGone() {
        assertThat(plain.show(alert(Severity.LOW, Scope.TURN, 0, spans(TEXT, "customs")), null))
                .contains("(the text is not in the input topic any more)");
    }

    @Test
    void shouldNotLetAChatSteerTheTerminal() {
        // Given
        String hostile = "wipe \u001B[2J\u001B]0;owned\u0007 the \u202Eneercs\u202C screen\r\nand \u009B31m go on";

        // When
        String shown = plain.show(alert(Severity.LOW, Scope.TURN, 0, spans(hostile, "screen")), hostile);

        // Then
        assertThat(shown)
                .contains("wipe \uFFFD[2J\uFFFD]0;owned\uFFFD the \uFFFDneercs\uFFFD [[screen]] and \uFFFD31m go on")
                .doesNotContain("\u001B", "\u0007", "\u202E", "\u009B", "\r");
    }

    @Test
    void shouldShowOnlyTheSurroundingsOfSpansFarApart() {
        // Given
        String filler = "nothing to see here ".repeat(20);
        String text = filler + "first secret " + filler + "second secret " + filler;

        // When
        String shown =
                plain.show(alert(Severity.LOW, Scope.TURN, 0, spans(text, "second secret", "first secret")), text);

        // Then
        String line = shown.lines().skip(1).limit(5).map(String::strip).reduce("", (a, b) -> a + " " + b);
        assertThat(line).contains("[[first secret]]", "[[second secret]]");
        assertThat(line.split("…", -1)).as("left out before, between and after").hasSize(4);
        assertThat(line).hasSizeLessThan(500);
    }

    @Test
    void shouldKeepEmojiWhole() {
        // Given
        String text = "😀".repeat(120) + "fee" + "😀".repeat(120);

        // When
        String shown = plain.show(alert(Severity.LOW, Scope.TURN, 0, spans(text, "fee")), text);

        // Then
        assertThat(shown).contains("😀[[fee]]😀").doesNotContain("\uFFFD");
    }

    @Test
    void shouldShowTheBeginningOfATurnWithoutSpans() {
        assertThat(plain.show(alert(Severity.LOW, Scope.CONVERSATION, 0, List.of()), TEXT))
                .contains("Hello, this is the delivery office.")
                .doesNotContain("[[");
    }

    private static Alert alert(Severity severity, Scope scope, long suppressed, List<Span> spans) {
        String bundle = "3f5a0c".repeat(10);
        return new Alert(
                Alert.id("talk-7", "4", "scam.turn", bundle),
                "talk-7",
                "4",
                Role.USER,
                Instant.parse("2026-02-03T10:00:07Z"),
                "scam.turn",
                "scam",
                severity,
                0.9731,
                0.8,
                scope,
                0.9731,
                0.6,
                new Evidence(spans, List.of(new FeatureActivation(17, "demands for payment", 3.25, 70, 73))),
                bundle,
                "onnxruntime 1.29.0",
                new Source("assay.turns", 1, 42, 4),
                null,
                null,
                null,
                suppressed);
    }

    private static List<Span> spans(String text, String... parts) {
        List<Span> spans = new ArrayList<>();
        for (String part : parts) {
            int start = text.indexOf(part);
            spans.add(new Span(start, start + part.length(), 2));
        }
        return spans;
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(AlertViewTest.class.getResourceAsStream("/terminal/" + name))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
