package dev.assay.demo;

import dev.assay.follow.Answers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, combined with its controller) in this process, reachable on loopback only.
 *
 * <p>It keeps its ports and its log directory over {@link #stop()} and {@link #restart()}, so clients reconnect and find
 * their data. A temporary log directory is deleted by {@link #close()}, a given one is kept. Not thread-safe, except
 * {@link #bootstrapServers()}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final int ANY_PORT = 0;
    private static final int OWN_PORTS = 2; // of the broker's own listener and the controller's
    private static final String HOST = "127.0.0.1";

    private final Path logDir;
    private final @Nullable TemporaryDirectory temporary; // to delete, or null
    private final int port;
    private final int controllerPort;
    private final SortedMap<String, Listener> listeners = new TreeMap<>(); // besides, by name
    private final Map<String, String> overrides;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(
            Path logDir,
            @Nullable TemporaryDirectory temporary,
            List<Integer> ports,
            Map<String, String> protocols,
            Map<String, String> overrides) {
        this.logDir = logDir;
        this.temporary = temporary;
        this.overrides = Map.copyOf(overrides);
        this.port = ports.get(0);
        this.controllerPort = ports.get(1);
        for (Map.Entry<String, String> listener : protocols.entrySet()) {
            int listenerPort = ports.get(OWN_PORTS + listeners.size());
            listeners.put(listener.getKey(), new Listener(listener.getValue(), listenerPort));
        }
    }

    private record Listener(String protocol, int port) {

        String address() {
            return HOST + ":" + port;
        }
    }

    /** Starts a broker on a free port with a temporary log directory; returns when it accepts requests. */
    public static EmbeddedBroker start() {
        TemporaryDirectory directory = TemporaryDirectory.create("assay-broker");
        return start(directory.path(), directory, () -> freePorts(OWN_PORTS), Map.of(), Map.of());
    }

    /**
     * Starts a broker; returns when it accepts requests.
     *
     * @param port 0 for any free one
     * @param logDir created if missing; formatted if empty; kept by {@link #close()}
     * @param overrides broker settings that replace the defaults chosen here
     */
    public static EmbeddedBroker start(int port, Path logDir, Map<String, String> overrides) {
        return start(
                logDir,
                null,
                () -> port == ANY_PORT
                        ? freePorts(OWN_PORTS)
                        : List.of(port, freePorts(OWN_PORTS).get(1)),
                Map.of(),
                overrides);
    }

    /**
     * Starts a broker that listens on further ports, besides its own in plain text; returns when it accepts requests.
     *
     * @param logDir created if missing; formatted if empty; kept by {@link #close()}
     * @param protocols of the listeners, such as {@code SASL_SSL}, by name in capitals
     * @param overrides broker settings that replace the defaults chosen here, those of the listeners among them
     */
    public static EmbeddedBroker start(Path logDir, Map<String, String> protocols, Map<String, String> overrides) {
        return start(logDir, null, () -> freePorts(OWN_PORTS + protocols.size()), protocols, overrides);
    }

    /** @param ports of broker, controller and further listeners; asked again once, since others may take a free one first */
    static EmbeddedBroker start(
            Path logDir,
            @Nullable TemporaryDirectory temporary,
            Supplier<List<Integer>> ports,
            Map<String, String> protocols,
            Map<String, String> overrides) {
        try {
            return startOnce(new EmbeddedBroker(logDir, temporary, ports.get(), protocols, overrides));
        } catch (RuntimeException first) {
            EmbeddedBroker broker = new EmbeddedBroker(logDir, temporary, ports.get(), protocols, overrides);
            try {
                return startOnce(broker);
            } catch (RuntimeException second) {
                broker.close();
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private static EmbeddedBroker startOnce(EmbeddedBroker broker) {
        broker.restart();
        return broker;
    }

    /** {@code host:port} for {@code bootstrap.servers}; stays the same over restarts. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The same of a further listener. */
    public String bootstrapServers(String listener) {
        return Objects.requireNonNull(listeners.get(listener), listener).address();
    }

    /** Creates a topic, or does nothing if there is one of that name. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
            Answers.awaitTopic(admin, name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic '" + name + "'", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic '" + name + "'", e);
        }
    }

    /** Shuts the broker down and keeps its log; does nothing if it is down. */
    public void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Stops the broker if it runs, and starts it on the same port and log. */
    public void restart() {
        stop();
        formatOnce();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw new IllegalStateException("the broker did not start on " + bootstrapServers(), e);
        }
        server = starting;
    }

    @Override
    public void close() {
        stop();
        if (temporary != null) {
            temporary.close();
        }
    }

    private void formatOnce() {
        if (Files.exists(logDir.resolve("meta.properties"))) {
            return;
        }
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            Files.createDirectories(logDir);
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logDir.toString())
                    .addDirectory(logDir.toString())
                    .run();
        } catch (Exception e) { // what Formatter.run declares
            throw new IllegalStateException("cannot format the broker's log directory " + logDir, e);
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("listeners", addresses() + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", addresses());
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT" + protocols());
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put("log.dirs", logDir.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)); // the default takes 128 MiB of heap
        settings.put("num.network.threads", "1");
        settings.put("num.io.threads", "2");
        settings.putAll(overrides);
        return settings;
    }

    /** Of all listeners but the controller's. */
    private String addresses() {
        StringBuilder addresses = new StringBuilder("BROKER://" + bootstrapServers());
        listeners.forEach((name, listener) ->
                addresses.append(',').append(name).append("://").append(listener.address()));
        return addresses.toString();
    }

    private String protocols() {
        StringBuilder protocols = new StringBuilder();
        listeners.forEach((name, listener) ->
                protocols.append(',').append(name).append(':').append(listener.protocol()));
        return protocols.toString();
    }

    private static List<Integer> freePorts(int count) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Deque<ServerSocket> bound = new ArrayDeque<>();
        try {
            while (bound.size() < count) {
                bound.add(new ServerSocket(ANY_PORT, 1, loopback)); // all at once, so that they differ
            }
            return bound.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback for the broker", e);
        } finally {
            bound.forEach(EmbeddedBroker::release);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release a port on loopback", e);
        }
    }
}
