package dev.assay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.assay.config.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code assay run} as it ships, in a process of its own, and what can be seen of it from outside. */
final class ShippedService implements AutoCloseable {

    private static final Pattern METRICS = Pattern.compile("metrics are at ([^\"]+)");
    private static final String RUNNING = "Kafka Streams is RUNNING";
    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2); // on a machine that others keep busy
    private static final int ATTEMPTS = 5;
    private static final int LINES_SHOWN = 20;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final Thread output;
    private volatile @Nullable URI metrics;
    private volatile boolean running;

    private ShippedService(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.output = new Thread(this::readOutput, "output of the service");
        output.setDaemon(true);
        output.start();
    }

    /**
     * Returns when it takes turns.
     *
     * @param scratch for its settings and its log
     */
    static ShippedService start(Path scratch, Map<String, String> settings, List<String> heapOptions)
            throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(Settings.HTTP_PORT.name(), "0");
        Path config = scratch.resolve("assay.properties");
        try (Writer writer = Files.newBufferedWriter(config, UTF_8)) {
            properties.store(writer, null);
        }
        Path log = scratch.resolve("service.log");
        ProcessBuilder builder =
                ChildJvm.of(heapOptions, dev.assay.cli.Main.class, List.of("run", "--config", config.toString()));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ShippedService service = new ShippedService(builder.start(), log);
        service.awaitRunning();
        return service;
    }

    private void awaitRunning() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!running || metrics == null) {
            if (System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("the service does not run after " + LONGEST_START.toMinutes()
                        + " min; its log ends:\n" + logEnd());
            }
            requireAlive();
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** @throws IllegalStateException with the end of its log, if it has ended */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended with exit code " + process.exitValue()
                    + "; expected it to go on. Its log ends:\n" + logEnd());
        }
    }

    Scrape scrape() throws IOException, InterruptedException {
        requireAlive();
        HttpRequest request =
                HttpRequest.newBuilder(metrics).timeout(LONGEST_ANSWER).build();
        return new Scrape(HTTP.send(request, BodyHandlers.ofLines()).body().toList());
    }

    ProcessMemory memory() {
        return ProcessMemory.of(Long.toString(process.pid()));
    }

    /**
     * So that the heap in use is what is needed. A process that is short of a processor may miss that it is asked, so it is
     * asked again.
     */
    void collectGarbage() throws IOException, InterruptedException {
        for (int attempt = 1; collectOnce() != 0; attempt++) {
            requireAlive();
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException(
                        "jcmd GC.run failed " + ATTEMPTS + " times; expected a JDK's jcmd to " + "reach the service");
            }
        }
    }

    private int collectOnce() throws IOException, InterruptedException {
        return new ProcessBuilder(ChildJvm.program("jcmd"), Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** How many lines of its log contain one of the texts. */
    int timesLogged(String... texts) throws IOException {
        try (Stream<String> lines = Files.lines(log, UTF_8)) {
            return (int) lines.filter(line -> Stream.of(texts).anyMatch(line::contains))
                    .count();
        }
    }

    private String logEnd() throws IOException {
        List<String> lines = Files.readAllLines(log, UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(UTF_8);
                Writer writer = Files.newBufferedWriter(log, UTF_8, CREATE, APPEND)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher address = METRICS.matcher(line);
                if (address.find()) {
                    metrics = URI.create(address.group(1).replace("\\/", "/"));
                }
                running |= line.contains(RUNNING);
                writer.write(line + System.lineSeparator());
                writer.flush();
            }
        } catch (IOException e) {
            // the process was told to end, which closes its output here
        }
    }

    /** Stops it as an operator does; kills it if that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            output.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
