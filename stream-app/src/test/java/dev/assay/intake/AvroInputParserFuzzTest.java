package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.HttpServer;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Role;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Source;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.TranscriptMessage;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.schemas.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An input is the number of a schema and what claims to be a record in it; with the number 0 it is the record's value as it
 * stands. The registry is one that knows three schemas.
 */
class AvroInputParserFuzzTest {

    private static final Source SOURCE = new Source("turns", 0, 1, 0);
    private static final List<Class<? extends Record>> KNOWN = List.of(Turn.class, Transcript.class, Disposition.class);
    private static final int NUMBERS = KNOWN.size() + 2;

    private static HttpServer registry;
    private static InputParser parser;

    @BeforeAll
    static void start() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                String number = path.replaceFirst(".*/contentIds/([1-3])(/references)?$", "$1");
                boolean found = !number.equals(path);
                String answer = "{\"message\":\"none\",\"error_code\":404,\"name\":\"ContentNotFoundException\"}";
                if (found) {
                    Schema schema = Schemas.of(KNOWN.get(Integer.parseInt(number) - 1));
                    answer = path.endsWith("/references") ? "[]" : schema.toString();
                }
                exchange.sendResponseHeaders(found ? 200 : 404, answer.getBytes(UTF_8).length);
                exchange.getResponseBody().write(answer.getBytes(UTF_8));
            }
        });
        registry.start();
        URI api = URI.create("http://127.0.0.1:" + registry.getAddress().getPort() + "/apis/registry/v2");
        WireFormat avro = new WireFormat.Avro(api, false, Map.of());
        parser = new AvroInputParser(
                new InputLimits(100_000, 1_000, 10),
                avro.serde(Turn.class).deserializer(),
                avro.serde(Transcript.class).deserializer());
    }

    @AfterAll
    static void stop() {
        registry.stop(0);
    }

    static Stream<byte[]> seeds() {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        Turn turn = new Turn("c", "t", Role.USER, "SECRET", time, "m", "v", SOURCE);
        TranscriptMessage message = new TranscriptMessage(Role.ASSISTANT, "SECRET", "t", time);
        Transcript transcript = new Transcript("c", List.of(message, message), time, null, null, null);
        Disposition disposition = new Disposition("a", Decision.REJECTED, "SECRET", time, null, "SECRET");
        return Stream.of(
                seed(1, body(Turn.class, turn)),
                seed(2, body(Transcript.class, transcript)),
                seed(3, body(Disposition.class, disposition)),
                seed(4, body(Turn.class, turn)),
                seed(0, new byte[] {0, 0, 0, 0, 1}),
                seed(0, "{\"text\":\"SECRET\"}".getBytes(UTF_8)),
                seed(1, new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}), // a text of 2 GB
                seed(1, new byte[] {1}), // a text of negative length
                seed(2, new byte[] {2, 'c', (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f
                })); // 2 GB of messages
    }

    @MethodSource("seeds")
    @DictionaryEntries({Untrusted.SECRET, "\u0000\u0000\u0000\u0000\u0001"})
    @FuzzTest
    void shouldEitherReadOrRejectWhateverComesAndNeverQuoteIt(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] body = Arrays.copyOfRange(input, 1, input.length);
        int number = Math.floorMod(input[0], NUMBERS);
        byte[] value = number == 0
                ? body
                : ByteBuffer.allocate(5 + body.length)
                        .put((byte) 0)
                        .putInt(number)
                        .put(body)
                        .array();
        // When
        Parsed parsed = Objects.requireNonNull(
                Untrusted.read(IllegalStateException.class, () -> parser.parse(value, SOURCE, Instant.EPOCH)));
        // Then
        assertThat(parsed.turns().size() + parsed.rejections().size()).isPositive();
        for (Rejection rejection : parsed.rejections()) {
            assertThat(rejection.detail()).doesNotContain(Untrusted.SECRET);
        }
        for (Turn turn : parsed.turns()) {
            assertThat(turn.source()).isNotNull();
            assertThat(turn.text().length()).isLessThanOrEqualTo(1_000);
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(
                AvroInputParserFuzzTest.class, seeds(), this::shouldEitherReadOrRejectWhateverComesAndNeverQuoteIt);
    }

    private static <T extends Record> byte[] body(Class<T> type, T value) {
        byte[] versioned = AvroBinary.of(RecordMapper.of(type, Schemas.of(type)), List.of())
                .encode(value);
        return Arrays.copyOfRange(versioned, 1, versioned.length);
    }

    private static byte[] seed(int number, byte[] body) {
        return ByteBuffer.allocate(1 + body.length).put((byte) number).put(body).array();
    }
}
