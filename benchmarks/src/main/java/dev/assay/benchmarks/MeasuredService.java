package dev.assay.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Detector;
import dev.assay.metrics.Instruments;
import dev.assay.reader.BatchListener;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorParts;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The service in a process of its own, which writes a line for every sample of its memory and ends when all turns are
 * judged. Started by the memory benchmarks.
 */
@Command(name = "measured-service", hidden = true)
final class MeasuredService implements Callable<Integer> {

    /** In front of the JSON of every {@link MemorySample} written. */
    static final String SAMPLE = "sample ";

    private static final long POLL_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--turns", required = true, description = "Turns after which it ends.")
    private long turns;

    @Option(names = "--sample-every", required = true, description = "Turns between two samples.")
    private long sampleEvery;

    @Option(names = "--read-every", required = true, description = "One turn in so many is read; 0 for none.")
    private int readEvery;

    @Option(names = "--set", required = true, description = "Settings of the service.")
    private Map<String, String> settings = Map.of();

    private final AtomicLong judged = new AtomicLong();

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Config config = Config.of(settings);
        Bundle bundle = Bundle.load(config.get(Settings.BUNDLE));
        try (BundleReader real = readEvery == 0 ? null : BundleReader.open(config, bundle, BatchListener.NONE);
                ThinnedReader reader = new ThinnedReader(
                        real == null ? null : real.reader(),
                        readEvery,
                        bundle.head().columns());
                MonitorApplication application = new MonitorApplication(config, parts(bundle, real, reader))) {
            application.start();
            for (long next = sampleEvery; next <= turns; next += sampleEvery) {
                awaitJudged(next);
                System.out.println(SAMPLE + JSON.writeValueAsString(MemorySample.now(judged.get())));
            }
            awaitJudged(turns);
        }
        return 0;
    }

    private MonitorParts parts(Bundle bundle, @Nullable BundleReader real, ThinnedReader reader) {
        Instruments instruments = new Instruments(
                new CollectorRegistry(),
                bundle.detectors().stream().map(Detector::spec).toList(),
                Clock.systemUTC());
        return new MonitorParts(
                reader,
                real == null ? "none" : real.engine().name(),
                bundle.detectors(),
                bundle.features(),
                bundle.digest(),
                event -> {
                    instruments.on(event);
                    if (event instanceof MonitorEvent.TurnJudged) {
                        judged.incrementAndGet();
                    }
                });
    }

    private void awaitJudged(long count) throws InterruptedException {
        while (judged.get() < count) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
