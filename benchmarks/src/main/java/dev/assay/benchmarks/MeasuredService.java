package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.EngineInfo;
import dev.assay.metrics.Health;
import dev.assay.metrics.ServiceMetrics;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import java.io.IOException;
import java.util.List;
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

    private static final Map<String, String> ANYWHERE =
            Map.of(Settings.HTTP_HOST.name(), "127.0.0.1", Settings.HTTP_PORT.name(), "0");
    private static final Health HEALTHY = new Health(true, true, "measured");
    private static final EngineInfo NO_ENGINE = new EngineInfo("none", "0", "none", "none");
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
    public Integer call() throws InterruptedException, IOException {
        Config config = Config.of(settings);
        Bundle bundle = Bundle.load(config.get(Settings.BUNDLE));
        try (ServiceMetrics metrics = new ServiceMetrics(config.with(ANYWHERE), () -> HEALTHY);
                BundleReader real = readEvery == 0 ? null : BundleReader.open(config, bundle, metrics.ofReader());
                ThinnedReader reader = new ThinnedReader(
                        real == null ? null : real.reader(),
                        readEvery,
                        bundle.head().columns());
                MonitorApplication application = new MonitorApplication(config, parts(bundle, real, reader, metrics))) {
            metrics.watch(application::state, application::metrics, config.get(Settings.INPUT_TOPIC));
            application.start();
            for (long next = sampleEvery; next <= turns; next += sampleEvery) {
                awaitJudged(next);
                System.out.println(SAMPLE + JSON.writeValueAsString(MemorySample.now(judged.get())));
            }
            awaitJudged(turns);
        }
        return 0;
    }

    private MonitorParts parts(
            Bundle bundle, @Nullable BundleReader real, ThinnedReader reader, ServiceMetrics metrics) {
        EngineInfo engine = real == null ? NO_ENGINE : real.engine();
        MonitorListener measured = metrics.ofMonitor(bundle, () -> engine, List.of());
        return MonitorParts.of(bundle, reader, engine, event -> {
            measured.on(event);
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
