package dev.assay.cli;

import dev.assay.metrics.Health;
import dev.assay.service.MonitorService;
import dev.assay.topology.MonitorListener;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            "Logs JSON lines. SIGTERM and Ctrl-C stop it within ten seconds; what is not committed by then is done "
                    + "again by the next instance."
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final long CHECK_SECONDS = 1;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, CommandException {
        CountDownLatch stopped = new CountDownLatch(1);
        MonitorService service = MonitorService.start(options.load(), MonitorListener.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            log.info("stopping");
            service.close();
            stopped.countDown();
        }));
        log.info("metrics are at {}", service.metricsAddress());
        while (!stopped.await(CHECK_SECONDS, TimeUnit.SECONDS)) {
            Health health = service.health();
            if (!health.live()) {
                throw new CommandException(
                        ExitCode.FAILED, "the service has stopped (" + health.reason() + "); its log says why");
            }
        }
        return ExitCode.OK;
    }
}
