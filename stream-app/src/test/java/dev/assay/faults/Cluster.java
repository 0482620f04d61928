package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Three brokers in processes of their own, each a controller too. Every topic has three replicas, of which two must have a
 * record before it counts. Closing kills them.
 */
final class Cluster implements AutoCloseable {

    static final int BROKERS = 3;

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(10);
    private static final int HEAP_MEGABYTES = 320;
    private static final int PAUSE_MILLIS = 100;

    private final Path directory;
    private final String id = Uuid.randomUuid().toString();
    private final List<Integer> ports = Ports.free(BROKERS);
    private final List<Integer> controllerPorts = Ports.free(BROKERS);
    private final Process[] processes = new Process[BROKERS];

    private Cluster(Path directory) {
        this.directory = directory;
    }

    /** Returns when every broker takes requests. */
    static Cluster start(Path directory) throws InterruptedException {
        Cluster cluster = new Cluster(directory);
        try {
            for (int node = 0; node < BROKERS; node++) {
                cluster.startBroker(node);
            }
            cluster.awaitAll();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** The node that leads the controllers. */
    int controller() throws InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeMetadataQuorum().quorumInfo().get().leaderId();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the cluster does not say who leads its controllers", e.getCause());
        }
    }

    /** SIGKILL. */
    void kill(int node) throws InterruptedException {
        processes[node].destroyForcibly();
        boolean ended = processes[node].waitFor(30, TimeUnit.SECONDS);
        if (!ended) {
            throw new IllegalStateException("broker " + node + " is alive 30 s after SIGKILL");
        }
    }

    /** Returns at once. A broker that was killed finds its log. */
    void startBroker(int node) {
        Path home = directory.resolve("broker-" + node);
        try {
            Files.createDirectories(home);
            Path settings = home.resolve("settings");
            Properties properties = new Properties();
            properties.putAll(settings(node));
            try (Writer writer = Files.newBufferedWriter(settings, UTF_8)) {
                properties.store(writer, null);
            }
            processes[node] = Jvm.of(
                            List.of(),
                            BrokerMain.class,
                            HEAP_MEGABYTES,
                            List.of(
                                    id,
                                    ports.get(node).toString(),
                                    home.resolve("log").toString(),
                                    settings.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start broker " + node, e);
        }
    }

    /** Returns when all brokers have started. */
    void awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        for (int node = 0; node < BROKERS; node++) {
            Path output = directory.resolve("broker-" + node).resolve("output");
            while (!text(output).contains(BrokerMain.STARTED)) {
                if (!processes[node].isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "broker " + node + " did not start; its output is:\n" + text(output));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Returns when every replica of every topic has all records, so that any one broker may go. */
    void awaitInSync() throws InterruptedException {
        awaitAll();
        long deadline = System.nanoTime() + LONGEST_CATCH_UP.toNanos();
        try (Admin admin = admin()) {
            for (long behind = behind(admin); behind > 0; behind = behind(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            behind + " partitions have not " + BROKERS + " replicas in sync after " + LONGEST_CATCH_UP);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static long behind(Admin admin) throws InterruptedException {
        try {
            return admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .filter(partition -> partition.isr().size() < BROKERS)
                    .count();
        } catch (ExecutionException e) {
            return Long.MAX_VALUE; // nobody to ask for the moment
        }
    }

    private Map<String, String> settings(int node) {
        String every = Integer.toString(BROKERS);
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(node));
        settings.put(
                "listeners",
                "BROKER://127.0.0.1:" + ports.get(node) + ",CONTROLLER://127.0.0.1:" + controllerPorts.get(node));
        settings.put(
                "controller.quorum.voters",
                IntStream.range(0, BROKERS)
                        .mapToObj(voter -> voter + "@127.0.0.1:" + controllerPorts.get(voter))
                        .collect(Collectors.joining(",")));
        for (String topics : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "transaction.state.log.replication.factor",
                "share.coordinator.state.topic.replication.factor")) {
            settings.put(topics, every);
        }
        settings.put("min.insync.replicas", "2");
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("share.coordinator.state.topic.min.isr", "2");
        settings.put("broker.session.timeout.ms", "6000"); // missed soon
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<Process> started = new ArrayList<>();
        for (Process process : processes) {
            if (process != null) {
                started.add(process.destroyForcibly());
            }
        }
        for (Process process : started) {
            process.onExit().join(); // the log directory is deleted next
        }
    }
}
