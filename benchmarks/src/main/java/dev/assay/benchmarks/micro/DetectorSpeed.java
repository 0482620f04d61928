package dev.assay.benchmarks.micro;

import dev.assay.chat.Role;
import dev.assay.detector.Assessment;
import dev.assay.detector.Calibration;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.reader.TurnScores;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time one detector takes for one turn: when it is clear, and when its evidence has to be found. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else
public class DetectorSpeed {

    private static final int COLUMNS = 67;
    private static final double NEVER = 1;
    private static final double ALWAYS = 1e-9;

    @Param({"20", "250"})
    private int tokens;

    private TurnScores scores;

    @Setup
    public void score() {
        scores = MadeUp.scores(tokens, COLUMNS, new Random(1));
    }

    @Benchmark
    public Assessment clear() {
        return detector(NEVER).assess(Role.USER, scores, ConversationMemory.EMPTY);
    }

    @Benchmark
    public Assessment flagged() {
        return detector(ALWAYS).assess(Role.USER, scores, ConversationMemory.EMPTY);
    }

    private static Detector detector(double threshold) {
        Calibration calibration = new Calibration.Platt(1, 0);
        DetectorSpec spec = new DetectorSpec(
                "scam",
                "scam",
                Severity.HIGH,
                Mode.ACTIVE,
                Set.of(Role.USER),
                List.of(new WeightedProbe("scam", 1)),
                new Pooling.RollingMean(16),
                1,
                16,
                0.9,
                calibration,
                calibration,
                threshold,
                List.of());
        return new Detector(spec, new int[] {0}, List.of());
    }
}
