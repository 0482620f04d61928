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

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final int HEAP_MEGABYTES = 512;
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
        return start(deployment, changes, command, Surroundings.ORDINARY);
    }

    static ServiceProcess start(
            Deployment deployment, Map<String, String> changes, List<String> command, Surroundings surroundings) {
        try {
            Files.createDirectories(deployment.directory());
            Path config = deployment.directory().resolve("assay.properties");
            Properties properties = new Properties();
            properties.putAll(deployment.settings(changes));
            try (Writer writer = Files.newBufferedWriter(config, UTF_8)) {
                properties.store(writer, null);
            }
            Path log = deployment.directory().resolve(ServiceLog.NAME);
            List<String> arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--config", config.toString()));
            ProcessBuilder builder = Jvm.of(surroundings.prefix(), Main.class, HEAP_MEGABYTES, arguments)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(surroundings.environment());
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

    /** Sends a signal by name, such as STOP. */
    void signal(String name) throws InterruptedException {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " failed with exit code " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send a signal", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
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
}
