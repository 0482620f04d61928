package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.mapping.RecordMapper;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class JsonInputParserFuzzTest {

    private static final Source SOURCE = new Source("turns", 0, 1, 0);
    private static final InputLimits LIMITS = new InputLimits(100_000, 1_000, 10);
    private static final AvroBinary<Turn> TURNS =
            AvroBinary.of(RecordMapper.of(Turn.class, Schemas.of(Turn.class)), List.of());

    private final InputParser parser = new JsonInputParser(LIMITS);

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "{\"conversationId\":\"c\",\"turnId\":\"t\",\"role\":\"user\",\"text\":\"SECRET\",\"timestamp\":12}",
                        "{\"conversation_id\":7,\"turn_id\":8,\"role\":\"tool\",\"text\":\"SECRET\",\"model_version\":\"v\","
                                + "\"timestamp\":\"2026-01-31T12:00:00.123456789+01:00\"}",
                        "{\"id\":\"c\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"SECRET\"},"
                                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"SECRET \\ud83d\\ude00\"}],"
                                + "\"refusal\":\"no\",\"tool_calls\":[{\"function\":{\"name\":\"n\",\"arguments\":\"{}\"}},"
                                + "{\"custom\":{\"name\":\"n\",\"input\":\"SECRET\"}}],"
                                + "\"function_call\":{\"name\":\"n\",\"arguments\":{\"a\":[]}}}]}",
                        "{\"id\":\"c\",\"system\":\"SECRET\",\"messages\":[{\"role\":\"user\",\"content\":"
                                + "[{\"type\":\"tool_result\",\"content\":[{\"type\":\"text\",\"text\":\"SECRET\"}]},"
                                + "{\"type\":\"document\",\"source\":{\"data\":\"SECRET\"}},{\"type\":\"tool_use\",\"name\":\"n\","
                                + "\"input\":{}},{\"type\":\"x\",\"output\":[{\"text\":\"SECRET\"}]}]}]}",
                        "{\"id\":\"\\ud800\",\"messages\":[{\"role\":\"user\",\"text\":\"\\udc00SECRET\\ud800\"}]}",
                        "{\"SECRET\":" + "[".repeat(70) + "1",
                        "{\"id\":" + "9".repeat(101) + ",\"messages\":[]}",
                        "{\"id\":1e999999999,\"messages\":{}}",
                        "{\"id\":\"c\",\"id\":\"SECRET\"}",
                        "{\"" + "k".repeat(1_001) + "\":1}",
                        "\uFEFF{\"id\":\"a\\nb\",\"messages\":[{\"role\":\"SECRET\"}]}",
                        "{\"id\":\"c\",\"messages\":[" + "{\"role\":\"user\"},".repeat(11) + "{\"role\":\"user\"}]}",
                        "[SECRET",
                        " ")
                .map(json -> json.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        Untrusted.SECRET,
        "\"messages\":[{",
        "\"content\":[{",
        "\"role\":\"assistant\"",
        "\"type\":\"tool_use\"",
        "\"type\":\"document\"",
        "\\ud800",
        "\\u0000",
        "1e999",
        "-0",
        "null",
        "\"timestamp\":9223372036854775807"
    })
    @FuzzTest
    void shouldEitherReadOrRejectWhateverComesAndNeverQuoteIt(byte[] value) {
        // When
        Parsed parsed = Objects.requireNonNull(
                Untrusted.read(IllegalStateException.class, () -> parser.parse(value, SOURCE, Instant.EPOCH)));
        // Then
        assertThat(parsed.turns().size() + parsed.rejections().size()).isPositive();
        for (Rejection rejection : parsed.rejections()) {
            assertThat(rejection.detail()).doesNotContain(Untrusted.SECRET).contains("expected");
        }
        for (Turn turn : parsed.turns()) {
            assertThat(turn.text().length()).isLessThanOrEqualTo(LIMITS.turnCharacters());
            assertThat(turn.conversationId() + turn.turnId())
                    .doesNotMatch("(?s).*\\p{Cc}.*")
                    .hasSizeLessThanOrEqualTo(2 * InputLimits.NAME_CHARACTERS);
            assertThat(TURNS.decode(TURNS.encode(turn))).isEqualTo(turn);
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(
                JsonInputParserFuzzTest.class, seeds(), this::shouldEitherReadOrRejectWhateverComesAndNeverQuoteIt);
    }
}
