package dev.assay.schemas.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.schemas.Role;
import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Turn;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordMapperTest {

    enum Metal {
        GOLD,
        PYRITE
    }

    record Grain(double carats, @Nullable Metal metal) {}

    record Everything(
            int i,
            long l,
            float f,
            double d,
            boolean b,
            String s,
            Instant at,
            Metal metal,
            List<Grain> grains,
            Map<String, Long> counts,
            Map<String, List<Grain>> lots,
            @Nullable Integer boxed,
            @Nullable String note) {}

    record Other(StringBuilder text) {}

    static List<Class<? extends Record>> messages() {
        return Schemas.types();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldFindEachRecordLikeItsSchema(Class<? extends Record> type) {
        // When: names, types, order and nullability, without documentation
        String derived = SchemaNormalization.toParsingForm(DerivedSchema.of(type));

        // Then
        assertThat(derived).isEqualTo(SchemaNormalization.toParsingForm(Schemas.of(type)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldFindEveryFieldDocumented(Class<? extends Record> type) {
        assertThat(Schemas.of(type).getFields())
                .allSatisfy(field -> assertThat(field.doc()).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldBringEveryKindOfComponentBack(boolean filled) {
        // Given
        Grain grain = new Grain(0.1, filled ? Metal.PYRITE : null);
        Everything value = new Everything(
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.1f,
                -0.0,
                filled,
                Samples.CHAT_TEXT,
                Instant.ofEpochMilli(-1),
                Metal.GOLD,
                List.of(grain, new Grain(2, Metal.GOLD)),
                Map.of("b", 2L, "a", 1L),
                Map.of("lot", List.of(grain)),
                filled ? 7 : null,
                filled ? "n" : null);
        RecordMapper<Everything> mapper = RecordMapper.of(Everything.class);

        // When
        Everything back = mapper.fromAvro(mapper.toAvro(value));

        // Then
        assertThat(back).isEqualTo(value);
    }

    @Test
    void shouldWriteMapsByRisingKey() {
        // Given
        record Counts(Map<String, Long> counts) {}
        Map<String, Long> unordered = new LinkedHashMap<>();
        unordered.put("z", 1L);
        unordered.put("a", 2L);

        // When
        Object written =
                RecordMapper.of(Counts.class).toAvro(new Counts(unordered)).get("counts");

        // Then
        assertThat((Map<?, ?>) written).hasToString("{a=2, z=1}");
    }

    @Test
    void shouldReplaceHalvesOfSurrogatePairsWithoutMovingOffsets() {
        // Given: random strings of letters, pairs and halves
        long seed = 20260102;
        Random random = new Random(seed);
        String[] parts = {"a", "😀", "\uD83D", "\uDE00"};
        RecordMapper<Turn> mapper = RecordMapper.of(Turn.class, Schemas.of(Turn.class));
        for (int round = 0; round < 1_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(8), 0, parts.length).forEach(part -> text.append(parts[part]));

            // When
            Turn turn = new Turn("c", "t", Role.USER, text.toString(), Instant.EPOCH, null, null, null);
            String back = mapper.fromAvro(mapper.toAvro(turn)).text();

            // Then: the code points, halves replaced
            String expected = text.codePoints()
                    .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(back)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(expected)
                    .hasSameSizeAs(text);
        }
    }

    @Test
    void shouldRefuseAComponentItHasNoFormFor() {
        assertThatThrownBy(() -> RecordMapper.of(Other.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Other.text is java.lang.StringBuilder; expected a number, boolean, String");
    }

    @Test
    void shouldRefuseASchemaThatAllowsNullWhereTheRecordDoesNot() {
        // Given
        String schema = DerivedSchema.of(Grain.class)
                .toString()
                .replace("\"type\":\"double\"", "\"type\":[\"null\",\"double\"]");

        // When
        assertThatThrownBy(() -> RecordMapper.of(Grain.class, new Schema.Parser().parse(schema)))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grain.carats is not @Nullable, the schema says [\"null\",\"double\"];"
                        + " expected both to allow null or neither");
    }

    @Test
    void shouldRefuseASchemaWithAnotherFieldType() {
        // Given
        String schema = DerivedSchema.of(Grain.class).toString().replace("\"double\"", "\"float\"");

        // When
        assertThatThrownBy(() -> RecordMapper.of(Grain.class, new Schema.Parser().parse(schema)))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grain.carats is double, the schema says \"float\"; no conversion between them");
    }

    @Test
    void shouldRefuseToWriteNullWhereTheSchemaHasNone() {
        // Given
        Map<String, Long> none = new HashMap<>();
        @SuppressWarnings("NullAway") // the mistake under test
        Everything value = new Everything(
                0, 0, 0, 0, false, null, Instant.EPOCH, Metal.GOLD, List.of(), none, Map.of(), null, null);

        // When
        assertThatThrownBy(() -> RecordMapper.of(Everything.class).toAvro(value))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Everything.s is null; expected a value");
    }
}
