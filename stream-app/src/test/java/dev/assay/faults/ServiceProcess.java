package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.assay.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** {@code assay run} or another command, as it ships, in a child JVM. Closing kills it. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final String RUNNING = "Kafka Streams is RUNNING";

    private final Process process;
    private final Path log;
    private final Thread output;
    private volatile boolean running;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output = new Thread(this::readOutput, "output of " + process.pid());
        output.setDaemon(true);
        output.start();
    }

    /** Returns at once. The same deployment started again finds its state. */
    static ServiceProcess start(Deployment deployment, Map<String, String> changes) {
        return start(deployment, changes, List.of("run"));
    }

    /** @param command and its options, but for the configuration */
    static ServiceProcess start(Deployment deployment, Map<String, String> changes, List<String> command) {
        try {
            Files.createDirectories(deployment.directory());
            Path config = deployment.directory().resolve("assay.properties");
            Properties properties = new Properties();
            properties.putAll(deployment.settings(changes));
            try (Writer writer = Files.newBufferedWriter(config, UTF_8)) {
                properties.store(writer, null);
            }
            Path log = deployment.directory().resolve(ServiceLog.NAME);
            List<String> arguments = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", // starts sooner
                    Main.class.getName()));
            arguments.addAll(command);
            arguments.addAll(List.of("--config", config.toString()));
            ProcessBuilder builder =
                    new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("CLASSPATH", classPath());
            builder.environment().put("ORT_DISABLE_TELEMETRY", "1"); // as the launcher does
            return new ServiceProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the service in " + deployment.directory(), e);
        }
    }

    /** Whether it has come so far, not whether it is still so. */
    boolean isRunning() {
        return running;
    }

    void awaitRunning() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isRunning()) {
            if (!process.isAlive()) {
                int exitCode = exitCode(Duration.ZERO);
                throw new IllegalStateException("the service ended with exit code " + exitCode
                        + "; expected RUNNING. Its log ends:\n" + logTail());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the service is not running after " + LONGEST_START + "; its log ends:\n" + logTail());
            }
            Thread.sleep(10);
        }
    }

    /** SIGKILL. Returns the exit code. */
    int kill() throws InterruptedException {
        process.destroyForcibly();
        return exitCode(Duration.ofSeconds(30));
    }

    /** SIGTERM, as Ctrl-C and Kubernetes do. Returns the exit code. */
    int terminate(Duration within) throws InterruptedException {
        process.destroy();
        return exitCode(within);
    }

    /** Waits until it ends by itself. Returns the exit code. */
    int awaitEnd(Duration within) throws InterruptedException {
        return exitCode(within);
    }

    /** How its log ends. */
    String logTail() {
        return ServiceLog.end(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private int exitCode(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "the service is alive after " + within + "; expected it to end. Its log ends:\n" + logTail());
        }
        output.join();
        return process.exitValue();
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(UTF_8);
                Writer writer = Files.newBufferedWriter(log, UTF_8, CREATE, APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                running |= line.contains(RUNNING);
                writer.write(line + System.lineSeparator());
                writer.flush();
            }
        } catch (IOException e) {
            // the process was told to end, which closes its output here
        }
    }

    /**
     * Surefire puts the real class path here and only a jar that names it on the command line. It must not be on ours:
     * onnxruntime 1.29.0 reads the command line when it loads, and overflows the stack if it is longer than 4 KiB.
     */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
