package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Role;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message a topic may hold, dispositions first of all. An input is the number of type and encoding, and the message. */
class MessagesFuzzTest {

    private static final List<Class<? extends Record>> TYPES = Schemas.types();
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Message<?>> MESSAGES = TYPES.stream()
            .flatMap(type -> Stream.<Message<?>>of(json(type), avro(type)))
            .toList();

    /** One type in one encoding. */
    private record Message<T>(Class<T> type, Function<byte[], T> decode, Function<T, byte[]> encode) {

        void check(byte[] bytes) {
            T value = Untrusted.readSecret(MalformedRecordException.class, () -> decode.apply(bytes));
            if (value != null) {
                assertThat(decode.apply(encode.apply(value))).isEqualTo(value);
            }
        }
    }

    static Stream<byte[]> seeds() {
        Stream<byte[]> whole = Stream.of(
                        whole(
                                Disposition.class,
                                new Disposition("a", Decision.REJECTED, "SECRET", TIME, "d", "SECRET")),
                        whole(
                                Turn.class,
                                new Turn("c", "t", Role.USER, "SECRET", TIME, "m", null, new Source("t", 0, 1, 0))))
                .flatMap(all -> all);
        Stream<byte[]> hostile = IntStream.range(0, MESSAGES.size()).boxed().flatMap(number -> Stream.of(
                        "", "{}", "[".repeat(1_100), "{\"alertId\":1e999999999}", "\u0001\uFFFF\uFFFF")
                .map(text -> seed(number, text.getBytes(UTF_8))));
        return Stream.concat(whole, hostile);
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        Untrusted.SECRET,
        "alertId",
        "decision",
        "REJECTED",
        "reviewer",
        "timestamp",
        "\"2026-01-01T00:00:00Z\"",
        "source",
        "null",
        "1e999",
        "\\ud800",
        "-1",
        "+1000000000-12-31T23:59:59Z"
    })
    @FuzzTest
    void shouldReadAMessageOrSayWhatIsWrong(byte[] input) {
        if (input.length > 0) {
            MESSAGES.get(Math.floorMod(input[0], MESSAGES.size())).check(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(MessagesFuzzTest.class, seeds(), this::shouldReadAMessageOrSayWhatIsWrong);
    }

    private static <T extends Record> Message<T> json(Class<T> type) {
        JsonCodec<T> codec = new JsonCodec<>(RecordMapper.of(type, Schemas.of(type)));
        return new Message<>(type, codec::decode, codec::encode);
    }

    private static <T extends Record> Message<T> avro(Class<T> type) {
        AvroBinary<T> codec = AvroBinary.of(RecordMapper.of(type, Schemas.of(type)), List.of());
        return new Message<>(type, codec::decode, codec::encode);
    }

    private static <T extends Record> Stream<byte[]> whole(Class<T> type, T value) {
        int number = 2 * TYPES.indexOf(type);
        return Stream.of(
                seed(number, json(type).encode().apply(value)),
                seed(number + 1, avro(type).encode().apply(value)));
    }

    private static byte[] seed(int number, byte[] message) {
        return ByteBuffer.allocate(1 + message.length)
                .put((byte) number)
                .put(message)
                .array();
    }
}
