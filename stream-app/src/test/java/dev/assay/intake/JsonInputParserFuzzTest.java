package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonInputParserFuzzTest {

    private static final Source SOURCE = new Source("turns", 0, 1, 0);
    private static final List<String> VALID = List.of(
            "{\"conversationId\":\"c\",\"turnId\":\"t\",\"role\":\"user\",\"text\":\"SECRET\",\"timestamp\":12}",
            "{\"id\":\"c\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"SECRET\"},"
                    + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"SECRET \\ud83d\\ude00\"}],"
                    + "\"tool_calls\":[{\"function\":{\"name\":\"n\",\"arguments\":\"{}\"}}]}]}",
            "{\"id\":\"c\",\"system\":\"SECRET\",\"messages\":[{\"role\":\"user\",\"content\":"
                    + "[{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\",\"text\":\"SECRET\"}]}]}]}");
    private static final List<String> PIECES = List.of(
            "null", "{", "}", "[", "]", "\"", "1e999", "-0", "\\u0000", "\\ud800", ",", ":", "true", "\u00e9", "\n");

    private final InputParser parser = new JsonInputParser(new InputLimits(100_000, 1_000, 10));

    @Test
    void shouldEitherReadOrRejectWhateverComesAndNeverQuoteIt() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] value = mutate(VALID.get(random.nextInt(VALID.size())), random);
            // When
            Parsed parsed = parser.parse(value, SOURCE, Instant.EPOCH);
            // Then
            assertThat(parsed.turns().size() + parsed.rejections().size())
                    .as("seed %d, record %d", seed, i)
                    .isPositive();
            for (Rejection rejection : parsed.rejections()) {
                assertThat(rejection.detail()).as("seed %d, record %d", seed, i).doesNotContain("SECRET");
            }
        }
    }

    private static byte[] mutate(String json, Random random) {
        StringBuilder text = new StringBuilder(json);
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(6));
            text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
