package dev.assay.replay;

import dev.assay.audit.AuditKey;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.follow.CommittedRecords;
import dev.assay.metrics.Information;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.wire.WireFormat;
import dev.assay.topology.BundleReader;
import dev.assay.topology.InputRange;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import dev.assay.topology.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: the same topology as the service's, under an application id of its own, over a pinned range of the input.
 *
 * <p>What the run is and how far it has come is in Kafka alone. So a run that was killed goes on when it is started again,
 * and several instances, each with a state directory of its own, share the work. Used by one thread.
 */
public final class Replay {

    private static final Logger logger = LoggerFactory.getLogger(Replay.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final Config config;
    private final ReplayOptions options;
    private final ReplayListener listener;
    private final RunNames names;
    private final @Nullable AuditKey key;

    /**
     * @param config of production, with the bundle to judge with
     * @throws ReplayException if the run would write where production writes
     */
    public Replay(Config config, ReplayOptions options, ReplayListener listener) throws IOException {
        this.config = config;
        this.options = options;
        this.listener = listener;
        this.names = RunNames.of(options.run(), config);
        Optional<Path> file = config.optional(Settings.AUDIT_KEY);
        this.key = file.isPresent() ? AuditKey.load(file.get()) : null;
    }

    /**
     * Begins the run or goes on with it, waits until it is done, and compares. A run that is done is only compared again.
     *
     * @throws ReplayException if the range cannot be replayed, or the run was begun as another
     */
    public ReplayReport run(Bundle bundle, BundleReader reader) throws InterruptedException {
        Map<String, Object> client = config.kafkaClient();
        RunLog log = new RunLog(client, names.log());
        try (RunTopics topics = new RunTopics(client, names);
                CommittedRecords records = new CommittedRecords(client)) {
            SignedManifest manifest = manifest(log, topics, records, bundle, reader);
            InputRange range = manifest.manifest().range();
            if (!log.isFinished()) {
                Completion completion = new Completion(records, topics, names, range);
                judge(bundle, reader, range, completion);
                log.finish();
            }
            if (!topics.forget()) {
                logger.warn("other instances of the run are still at work; its internal topics, which hold chat text, "
                        + "stay until somebody starts it once more");
            }
            return compare(
                    manifest, records, MonitorParts.of(bundle, reader.reader(), reader.engine(), MonitorListener.NONE));
        }
    }

    private SignedManifest manifest(
            RunLog log, RunTopics topics, CommittedRecords records, Bundle bundle, BundleReader reader) {
        Optional<SignedManifest> begun = topics.hasLog() ? log.manifest() : Optional.empty();
        if (begun.isPresent()) {
            return checked(begun.get(), bundle, reader);
        }
        Position from = options.from();
        Position to = options.to();
        if (from == null || to == null) {
            throw new ReplayException("run " + options.run() + " has not been begun; expected --from and --to");
        }
        SignedManifest manifest = SignedManifest.of(pin(from, to, bundle, reader), key);
        short replicas = config.get(Settings.REPLICATION_FACTOR).shortValue();
        try {
            topics.prepare(manifest.manifest().range(), replicas, records);
        } catch (ReplayException | KafkaException e) {
            Optional<SignedManifest> quicker = log.manifest(); // an instance that started at the same moment is at work
            return checked(quicker.orElseThrow(() -> e), bundle, reader);
        }
        return checked(log.begin(manifest), bundle, reader);
    }

    private Manifest pin(Position from, Position to, Bundle bundle, BundleReader reader) {
        Duration warmUp = options.warmUp() == null ? config.get(Settings.CONVERSATION_EXPIRY) : options.warmUp();
        try (RangeResolver resolver = new RangeResolver(config.kafkaClient(), config.get(Settings.INPUT_TOPIC))) {
            RangeResolver.Resolved resolved = resolver.resolve(from, to, warmUp);
            return new Manifest(
                    options.run(),
                    Clock.systemUTC().instant(),
                    Information.version(),
                    from.text(),
                    to.text(),
                    resolved.range(),
                    warmUp,
                    resolved.since().orElse(null),
                    config.get(Settings.ALERTS_TOPIC),
                    bundle.digest(),
                    reader.engine(),
                    new TreeMap<>(config.shown()));
        }
    }

    /** Whoever goes on with a run must have what it was begun with, and the manifest must be ours if we have a key. */
    private SignedManifest checked(SignedManifest begun, Bundle bundle, BundleReader reader) {
        if (key != null) {
            begun.requireSignedBy("the manifest of run " + options.run(), key.publicKey());
        }
        Manifest pinned = begun.manifest();
        Position from = options.from();
        Position to = options.to();
        pinned.requireSame(new Manifest(
                options.run(),
                pinned.createdAt(),
                Information.version(),
                from == null ? pinned.from() : from.text(),
                to == null ? pinned.to() : to.text(),
                pinned.range(),
                options.warmUp() == null ? pinned.warmUp() : options.warmUp(),
                pinned.warmedSince(),
                config.get(Settings.ALERTS_TOPIC),
                bundle.digest(),
                reader.engine(),
                new TreeMap<>(config.shown())));
        return begun;
    }

    private void judge(Bundle bundle, BundleReader reader, InputRange range, Completion completion)
            throws InterruptedException {
        MonitorParts parts = MonitorParts.of(bundle, reader.reader(), reader.engine(), listener.ofTurns());
        double rate = options.rate() == 0 ? Double.MAX_VALUE : options.rate();
        MonitorApplication application = MonitorApplication.replay(names.applyTo(config), parts, range, rate);
        try (application) {
            application.start();
            await(application, completion);
        }
        application.forget();
    }

    private void await(MonitorApplication application, Completion completion) throws InterruptedException {
        long total = completion.total();
        while (!completion.isReached()) {
            listener.progressed(completion.done(), total);
            if (application.state() == KafkaStreams.State.ERROR
                    || application.state() == KafkaStreams.State.NOT_RUNNING) {
                throw new ReplayException("Kafka Streams has stopped (" + application.state()
                        + "); its log says why. Start the replay again with the same id to go on");
            }
            Thread.sleep(CHECK_INTERVAL.toMillis());
        }
        listener.progressed(total, total);
    }

    private ReplayReport compare(SignedManifest manifest, CommittedRecords records, MonitorParts parts) {
        WireFormat format = Wire.of(config).format();
        InputRange range = manifest.manifest().range();
        RaisedAlerts originals = RaisedAlerts.read(
                records,
                manifest.manifest().alertsTopic(),
                format.serde(Alert.class).deserializer(),
                range);
        RaisedAlerts replayed = RaisedAlerts.read(
                records, names.alerts(), format.serde(Alert.class).deserializer(), range);
        Map<String, Decision> decisions = LastDecisions.read(
                records,
                config.get(Settings.DISPOSITIONS_TOPIC),
                format.serde(Disposition.class).deserializer(),
                originals.alerts().values().stream().map(ReportedAlert::id).collect(Collectors.toSet()));
        return new ReplayReport(
                manifest,
                parts.engine(),
                Comparison.of(originals.alerts(), replayed.alerts(), decisions),
                originals.repeated(),
                originals.deleted());
    }
}
