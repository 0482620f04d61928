package dev.assay.benchmarks.micro;

import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.wire.WireFormat;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to write and to read one turn: as JSON, as on the input topic, and as Avro, as between the steps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else
public class EncodingSpeed {

    private static final String TOPIC = "turns";

    /** An encoding of turns. */
    public enum Encoding {
        JSON,
        AVRO;

        Serde<Turn> serde() {
            return this == JSON ? new WireFormat.Json().serde(Turn.class) : AvroBinary.of(Turn.class);
        }
    }

    @Param
    private Encoding encoding;

    private Serde<Turn> serde;
    private Turn turn;
    private byte[] bytes;

    @Setup
    public void encode() {
        serde = encoding.serde();
        String text = MadeUp.words(100, new Random(1));
        Source source = new Source("assay.turns", 1, 123_456, 0);
        turn = new Turn("conversation-1", "turn-1", Role.USER, text, Instant.EPOCH, "model", null, source);
        bytes = serde.serializer().serialize(TOPIC, turn);
    }

    @Benchmark
    public byte[] write() {
        return serde.serializer().serialize(TOPIC, turn);
    }

    @Benchmark
    public Turn read() {
        return serde.deserializer().deserialize(TOPIC, bytes);
    }
}
