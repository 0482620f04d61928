package dev.assay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.TinyBundle;
import dev.assay.config.Config;
import dev.assay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user runs it: a real broker, a real reader, a whole bundle whose numbers are random. */
@Timeout(600)
class DemoIT {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true, UTF_8);
    private final PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    private final Terminal terminal = new Terminal(stream, silent, false, false, 100);

    @Test
    void shouldAccountForEveryTurnAndPrintEveryAlert(@TempDir Path directory) throws Exception {
        // Given
        DemoOptions options = new DemoOptions(null, Long.MAX_VALUE, true, true);

        // When
        DemoReport report = new Demo(options, terminal).run(withBundle(directory));

        // Then
        assertThat(report.balance().lost()).isZero();
        assertThat(report.balance().deadLetters())
                .as("the line that breaks off")
                .isEqualTo(1);
        assertThat(report.balance().duplicates()).as("the turn delivered twice").isEqualTo(1);
        assertThat(report.balance().judged()).isEqualTo(report.balance().sent() - 2);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        JsonNode summary = lines.remove(lines.size() - 1).path("summary");
        assertThat(summary.path("turnsLost").asInt(-1)).isZero();
        assertThat(lines).hasSize((int) report.balance().alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.path("alertId").asText()).hasSize(32);
            assertThat(alert.path("excerpt").asText()).isNotBlank();
        });
    }

    @Test
    void shouldPlayAnyFileAndSendWhatIsMalformedToTheDeadLetters(@TempDir Path directory) throws Exception {
        // Given
        Path input = Files.writeString(directory.resolve("input.jsonl"), """
                {"id": "a", "category": "scam", "label": 1, "messages": [{"role": "user", "content": "Send the money now."}]}
                no JSON at all
                [1, 2, 3]
                {"id": "b", "messages": [{"role": "user", "content": "Good morning."}, {"role": "wizard", "content": "x"}]}

                {"conversationId": "c", "turnId": "1", "role": "user", "text": "How are you?"}
                """);

        // When
        DemoReport report =
                new Demo(new DemoOptions(input, Long.MAX_VALUE, true, false), terminal).run(withBundle(directory));

        // Then
        assertThat(report.records()).isEqualTo(5);
        assertThat(report.balance().lost()).isZero();
        assertThat(report.balance().judged()).isEqualTo(2);
        assertThat(report.balance().deadLetters()).isEqualTo(3);
    }

    private static Function<Map<String, String>, Config> withBundle(Path directory) {
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        return needed -> {
            Map<String, String> all = new HashMap<>(needed);
            all.put("assay.bundle", bundle.toString());
            return Config.of(all);
        };
    }
}
