package dev.assay.topology;

import dev.assay.batching.OldestWork;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service, or a replay: the topology on Kafka Streams.
 *
 * <p>Closing finishes the current transaction; turns at the reader stay in the journal and are read again by whoever
 * takes over. The reader is not closed. Thread-safe.
 */
public final class MonitorApplication implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MonitorApplication.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(9);

    private final OldestWork oldest = new OldestWork();
    private final Optional<Path> erasable; // the local state, if conversations may be erased from it
    private final InternalTopics internalTopics;
    private final ReplaceThreadPolicy failures;
    private final CloseOptions closing;
    private final Supplier<KafkaStreams> opener;
    private volatile KafkaStreams streams;
    private boolean closed;

    /** @throws org.apache.kafka.common.KafkaException if the Kafka clients refuse the configuration */
    public MonitorApplication(Config config, MonitorParts parts) {
        this(config, parts, oldest -> MonitorTopology.build(config, parts, oldest), new StreamsClients());
    }

    private MonitorApplication(
            Config config, MonitorParts parts, Function<OldestWork, Topology> topology, KafkaClientSupplier clients) {
        erasable = Erasures.of(config).enabled() ? Optional.of(StreamsProperties.state(config)) : Optional.empty();
        internalTopics = InternalTopics.of(config, topology.apply(oldest).describe());
        failures = new ReplaceThreadPolicy(parts.listener());
        closing = CloseOptions.timeout(LONGEST_CLOSE).withGroupMembershipOperation(membershipAfter(config));
        opener = () -> {
            KafkaStreams opened =
                    new KafkaStreams(topology.apply(oldest), new StreamsConfig(StreamsProperties.of(config)), clients);
            opened.setUncaughtExceptionHandler(failures);
            opened.setStateListener((now, before) -> log.info("Kafka Streams is {} (was {})", now, before));
            return opened;
        };
        streams = opener.get();
    }

    /**
     * An application that judges a range of the input again, for alerts and dead letters only. It reads to the end of the
     * range and then waits to be closed.
     *
     * @param config with an application id and output topics of its own; its consumer group's offsets are where the range
     *     begins
     * @param rate most input records a second, on average
     */
    public static MonitorApplication replay(Config config, MonitorParts parts, InputRange range, double rate) {
        return new MonitorApplication(
                config,
                parts,
                oldest -> ReplayTopology.build(config, parts, oldest, range),
                new ReplayClients(new StreamsClients(), range.ends(), new Pace(rate, System.nanoTime())));
    }

    /**
     * Returns when the brokers have said that the internal topics take the longest turn, within half a minute, and, if there
     * are erasures, when the local state has been rewritten without what was erased; {@link #state} says when it runs.
     *
     * @throws dev.assay.config.ConfigException if they do not, and may not be changed
     */
    public void start() {
        try {
            internalTopics.widen();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        erasable.ifPresent(Remnants::remove);
        try {
            streams.start();
        } catch (LockException e) {
            throw e; // another process has the state
        } catch (StreamsException e) {
            startWithoutState(e);
        }
    }

    /** Kafka Streams opens what state it finds before anything else, and gives up if it is damaged. It is only a copy. */
    private synchronized void startWithoutState(StreamsException failure) {
        if (closed) {
            return;
        }
        log.warn(
                "the local state cannot be opened; it is deleted, and restored from Kafka: {}",
                ReplaceThreadPolicy.rootCause(failure).toString());
        streams.close(closing);
        streams.cleanUp();
        streams = opener.get();
        streams.start();
    }

    /** {@code RUNNING} while turns are processed; {@code ERROR} if nothing but a restart helps. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Stream threads that are alive. */
    public int liveThreads() {
        return streams.metadataForLocalThreads().size();
    }

    /** How long the task that has waited longest has waited for the reader; zero if none waits. */
    public Duration longestRead() {
        return oldest.age();
    }

    /** Of all Kafka clients of the application. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /** Deletes the local state, which Kafka has too unless its topics are deleted. To be called when closed. */
    public void forget() {
        streams.cleanUp();
    }

    /** Returns within ten seconds. */
    @Override
    public synchronized void close() {
        closed = true;
        failures.close();
        if (!streams.close(closing)) {
            log.warn(
                    "stream threads did not stop within {} s; what they did since their last commit is done again",
                    LONGEST_CLOSE.toSeconds());
        }
    }

    /** A member with a name of its own comes back and finds its work; one without would only be waited for. */
    private static GroupMembershipOperation membershipAfter(Config config) {
        return config.get(Settings.INSTANCE_ID).isEmpty()
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
    }
}
