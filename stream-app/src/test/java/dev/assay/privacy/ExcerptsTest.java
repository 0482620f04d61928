package dev.assay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import dev.assay.detector.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExcerptsTest {

    private static final String TEXT = "Good day. Send the code to jane@mail.example at once, please.";
    private static final List<Span> SPANS = List.of(span("Send the code to jane"), span("Good"));

    @Test
    void shouldQuoteNothingByDefault() {
        assertThat(Excerpts.of(Config.of(Map.of())).of(TEXT, SPANS)).isNull();
        assertThat(new Excerpts(true, 10, true).of(TEXT, List.of())).isNull();
    }

    @Test
    void shouldQuoteTheStrongestSpanWithoutIdentifiers() {
        assertThat(Excerpts.of(Config.of(Map.of("assay.alerts.excerpt", "true")))
                        .of(TEXT, SPANS))
                .isEqualTo("Send the code to [email]");
        assertThat(new Excerpts(true, 0, false).of(TEXT, SPANS)).isEqualTo("Send the code to jane");
    }

    @Test
    void shouldQuoteAsMuchAroundItAsIsAskedFor() {
        assertThat(new Excerpts(true, 5, false).of(TEXT, SPANS)).isEqualTo("day. Send the code to jane@mail");
        assertThat(new Excerpts(true, 1_000, false).of(TEXT, SPANS)).isEqualTo(TEXT);
        assertThat(new Excerpts(true, 20, true).of(TEXT, SPANS)).startsWith("Good day. Send the code to [email] at");
    }

    @Test
    void shouldCutALongSpanButNoCharacter() {
        // Given 279 letters and a character of two units behind them
        String text = "x".repeat(279) + "\ud83d\ude42 and so on";
        // Then
        assertThat(new Excerpts(true, 0, false).of(text, List.of(new Span(0, text.length(), 1))))
                .isEqualTo("x".repeat(279));
    }

    private static Span span(String words) {
        int start = TEXT.indexOf(words);
        return new Span(start, start + words.length(), 1);
    }
}
