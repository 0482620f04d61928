package dev.assay.benchmarks;

import dev.assay.demo.EmbeddedBroker;
import dev.assay.schemas.Role;
import dev.assay.schemas.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The memory of the service, model included, in a process with a heap of at most 1 GiB, when many conversations are
 * open and each has as much context as is remembered.
 */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "Measures the service's memory with many open conversations.")
final class MemoryBenchmark implements Callable<Integer> {

    private static final int SAMPLES = 5;
    private static final double MOST_HEAP = 1024;
    private static final double MOST_RESIDENT = 2048;
    private static final long SEED = 3;

    @Mixin
    private BundleOptions bundleOptions = new BundleOptions();

    @Option(
            names = "--conversations",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Open conversations (default: ${DEFAULT-VALUE}).")
    private int conversations;

    @Option(
            names = "--turns-each",
            paramLabel = "N",
            defaultValue = "5",
            description = "Turns of each conversation (default: ${DEFAULT-VALUE}).")
    private int turnsEach;

    @Option(
            names = "--characters",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Characters of each turn (default: ${DEFAULT-VALUE}).")
    private int characters;

    @Option(
            names = "--read-every",
            paramLabel = "N",
            defaultValue = "50",
            description = "The model reads one turn in so many, to save time (default: ${DEFAULT-VALUE}).")
    private int readEvery;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Machine machine = Machine.now();
        long turns = (long) conversations * turnsEach;
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                EmbeddedBroker broker = EmbeddedBroker.start(0, scratch.path().resolve("broker"), Map.of())) {
            Path bundle = bundleOptions.directory(scratch.path());
            try (ServiceProcess service = new ServiceProcess(
                    broker,
                    scratch.path(),
                    bundle,
                    turns,
                    Math.max(1, turns / SAMPLES),
                    readEvery,
                    List.of("-Xmx1g"),
                    Map.of())) {
                feed(broker);
                List<MemorySample> samples = service.await();
                new Report("memory", machine, figures(samples.get(samples.size() - 1), turns)).print(System.out);
            }
        }
        return 0;
    }

    private void feed(EmbeddedBroker broker) {
        ChatText text = new ChatText(SEED);
        try (Feeder feeder = new Feeder(broker.bootstrapServers(), ServiceSettings.inputTopic())) {
            for (int turn = 0; turn < turnsEach; turn++) {
                for (int conversation = 0; conversation < conversations; conversation++) {
                    feeder.send(
                            new Turn(
                                    "c" + conversation,
                                    "t" + turn,
                                    turn % 2 == 0 ? Role.USER : Role.ASSISTANT,
                                    text.ofLength(characters),
                                    Instant.EPOCH,
                                    null,
                                    null,
                                    null),
                            null);
                }
            }
            feeder.flush();
        }
    }

    private List<Figure> figures(MemorySample last, long turns) {
        return List.of(
                Figure.of("heap after a collection", last.heap(), "MiB").expected(new Target.AtMost(MOST_HEAP)),
                Figure.of("most resident memory", last.peakResident(), "MiB")
                        .expected(new Target.AtMost(MOST_RESIDENT)),
                Figure.of("resident memory at the end", last.resident(), "MiB"),
                Figure.of("open conversations", conversations, ""),
                Figure.of("turns", (double) turns, ""));
    }
}
