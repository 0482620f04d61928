package dev.assay.benchmarks;

import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether the memory of the service grows with the turns it has seen: conversations end and others begin at a steady
 * rate, and the scores are made up, so that a million turns pass in minutes. The heap is as large at the start as at the
 * end, so that resident memory shows only what is native.
 */
@Command(
        name = "flatness",
        mixinStandardHelpOptions = true,
        description = "Measures whether the service's memory stays flat over many turns.")
final class FlatnessBenchmark implements Callable<Integer> {

    private static final int MOST_OPEN = 10_000;
    private static final int TURNS_OF_SHORT_RUN = 50; // of each conversation's place, where turns are few
    private static final long EXPIRY_MILLIS = 600_000;
    private static final int ROUNDS_UNTIL_EXPIRY = 6; // turns of every open conversation
    private static final int HEAP_MEGABYTES = 256;
    private static final int SAMPLES = 50;
    private static final double WARM_UP = 0.3;
    private static final double MOST_GROWTH = 0.05;
    private static final long SEED = 4;

    @Mixin
    private BundleOptions bundleOptions = new BundleOptions();

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Turns (default: ${DEFAULT-VALUE}); 50000 for a short look.")
    private int turns;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Machine machine = Machine.now();
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                EmbeddedBroker broker = EmbeddedBroker.start(0, scratch.path().resolve("broker"), Map.of())) {
            Path bundle = bundleOptions.directory(scratch.path());
            Map<String, String> settings = Map.of(Settings.CONVERSATION_EXPIRY.name(), EXPIRY_MILLIS + "ms");
            try (ServiceProcess service = new ServiceProcess(
                    broker,
                    scratch.path(),
                    bundle,
                    turns,
                    Math.max(1, turns / SAMPLES),
                    0,
                    ChildJvm.fixedHeap(HEAP_MEGABYTES),
                    settings)) {
                long start = System.nanoTime();
                feed(broker);
                List<MemorySample> samples = service.await();
                double seconds = (System.nanoTime() - start) / 1e9;
                new Report("flatness", machine, figures(samples, seconds)).print(System.out);
            }
        }
        return 0;
    }

    private void feed(EmbeddedBroker broker) {
        int open = Math.max(1, Math.min(MOST_OPEN, turns / TURNS_OF_SHORT_RUN));
        long step = EXPIRY_MILLIS / ((long) ROUNDS_UNTIL_EXPIRY * open); // of record time, between two turns
        SteadyConversations conversations = new SteadyConversations(open, SEED);
        long firstTime = System.currentTimeMillis() - turns * step;
        try (Feeder feeder = new Feeder(broker.bootstrapServers(), ServiceSettings.inputTopic())) {
            for (int i = 0; i < turns; i++) {
                feeder.send(conversations.next(), firstTime + i * step);
            }
            feeder.flush();
        }
    }

    private List<Figure> figures(List<MemorySample> samples, double seconds) {
        List<MemorySample> warm = samples.subList((int) (samples.size() * WARM_UP), samples.size());
        MemorySample last = samples.get(samples.size() - 1);
        return List.of(
                Figure.ratio(
                                "growth of the heap, second half / first",
                                Statistics.growth(values(warm, MemorySample::heap)))
                        .expected(new Target.AtMost(1 + MOST_GROWTH)),
                Figure.ratio(
                                "growth of resident memory, the same",
                                Statistics.growth(values(warm, MemorySample::resident)))
                        .expected(new Target.AtMost(1 + MOST_GROWTH)),
                Figure.of("slope of the heap", slope(warm, MemorySample::heap), "MiB/M turns"),
                Figure.of("slope of resident memory", slope(warm, MemorySample::resident), "MiB/M turns"),
                Figure.of("heap after a collection, at the end", last.heap(), "MiB"),
                Figure.of("resident memory at the end", last.resident(), "MiB"),
                Figure.of("most resident memory", last.peakResident(), "MiB"),
                Figure.of("turns", turns, ""),
                Figure.of("turns, made-up scores", turns / seconds, "turns/s"));
    }

    private static double slope(List<MemorySample> samples, ToDoubleFunction<MemorySample> of) {
        return Statistics.slope(values(samples, sample -> sample.turns() / 1e6), values(samples, of));
    }

    private static List<Double> values(List<MemorySample> samples, ToDoubleFunction<MemorySample> of) {
        return samples.stream().mapToDouble(of).boxed().toList();
    }
}
