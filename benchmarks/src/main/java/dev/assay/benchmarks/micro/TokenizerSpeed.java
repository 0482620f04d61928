package dev.assay.benchmarks.micro;

import dev.assay.reader.DefaultReader;
import dev.assay.reader.ReaderModel;
import dev.assay.token.Tokens;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time to tokenize one message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else
public class TokenizerSpeed {

    @Param({"60", "1000"})
    private int characters;

    private ReaderModel model;
    private String text;

    @Setup
    public void load() {
        model = ReaderModel.load(DefaultReader.SPEC, null);
        text = MadeUp.words(characters, new Random(1));
    }

    @Benchmark
    public Tokens tokenize() {
        return model.tokenizer().tokenize(text);
    }

    @TearDown
    public void close() {
        model.close();
    }
}
