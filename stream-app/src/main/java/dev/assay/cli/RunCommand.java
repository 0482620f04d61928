package dev.assay.cli;

import dev.assay.config.Config;
import dev.assay.metrics.Health;
import dev.assay.service.MonitorService;
import dev.assay.topology.MonitorListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the service until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service: reads turns from Kafka and writes alerts, metrics and dead letters back.",
            "Its topics must exist: it waits a minute for those that do not, and then ends and names them.",
            "Logs JSON lines. SIGTERM and Ctrl-C stop it within ten seconds; what is not committed by then is done "
                    + "again by the next instance."
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final long CHECK_SECONDS = 1;
    private static final Duration LONGEST_WAIT_FOR_TOPICS = Duration.ofMinutes(1);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable MonitorService> running = new AtomicReference<>();
    private volatile boolean stopping;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, CommandException {
        Config config = options.load();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        RequiredTopics.of(config).await(LONGEST_WAIT_FOR_TOPICS);
        MonitorService service = MonitorService.start(config, MonitorListener.NONE);
        running.set(service);
        log.info("metrics are at {}", service.metricsAddress());
        while (!stopped.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
            Health health = service.health();
            if (!health.live() && !stopping) {
                throw new CommandException(
                        ExitCode.FAILED, "the service has stopped (" + health.reason() + "); its log says why");
            }
        }
        return ExitCode.OK;
    }

    private void stop() {
        stopping = true;
        log.info("stopping");
        MonitorService service = running.get();
        if (service != null) {
            service.close();
        }
        stopped.countDown();
    }
}
