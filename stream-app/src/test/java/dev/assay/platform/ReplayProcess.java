package dev.assay.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.cli.Main;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** {@code assay replay} of all that was sent before it, as it ships, in a child JVM. Closing kills it. */
final class ReplayProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    /**
     * @param directory for its report and its log
     * @param settings of the service that judged
     */
    ReplayProcess(Path directory, Map<String, String> settings, String run, int metricsPort) throws IOException {
        Path config = directory.resolve(run + ".properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.setProperty("assay.state.dir", directory.resolve(run).toString());
        try (Writer writer = Files.newBufferedWriter(config, UTF_8)) {
            properties.store(writer, null);
        }
        log = directory.resolve(run + ".log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // starts sooner
                        Main.class.getName(),
                        "replay",
                        "--id",
                        run,
                        "--from",
                        "earliest",
                        "--to",
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        "--rate",
                        "20", // so slowly that somebody can look
                        "--metrics-port",
                        String.valueOf(metricsPort),
                        "--report",
                        directory.resolve(run + "-report").toString(),
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // not on the command line, which onnxruntime 1.29.0 cannot read if it is long
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1"); // as the launcher does
        process = builder.start();
    }

    /** @return whether it has ended */
    boolean awaitEnd(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
