package dev.assay.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damages encoded samples at random: each must be read as some record or refused, and nothing else may happen. */
class DamagedBytesTest {
    private static final int ROUNDS = 300;
    private static final long SEED = 20260102;

    static Stream<Map.Entry<String, Record>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseDamagedJsonCleanly(Map.Entry<String, Record> sample) {
        JsonCodec<Record> codec = new JsonCodec<>(mapper(sample.getValue()));
        assertRefusedOrRead(codec.encode(sample.getValue()), codec::decode);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRefuseDamagedAvroCleanly(Map.Entry<String, Record> sample) {
        AvroBinary<Record> codec = AvroBinary.of(mapper(sample.getValue()), List.of());
        assertRefusedOrRead(codec.encode(sample.getValue()), codec::decode);
    }

    private static void assertRefusedOrRead(byte[] whole, Consumer<byte[]> read) {
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            byte[] damaged = whole.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }

            // When
            try {
                read.accept(damaged);
            } catch (MalformedRecordException e) {
                // Then
                refused++;
                assertThat(e).hasNoCause().hasMessageNotContaining("gift-card");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", round " + round + ": expected a clean refusal", e);
            }
        }
        assertThat(refused).as("refused of %d, seed %d", ROUNDS, SEED).isPositive();
    }

    @SuppressWarnings("unchecked") // the mapper of the sample's class is used for the sample only
    private static RecordMapper<Record> mapper(Record sample) {
        Class<? extends Record> type = sample.getClass();
        return (RecordMapper<Record>) RecordMapper.of(type, Schemas.of(type));
    }
}
