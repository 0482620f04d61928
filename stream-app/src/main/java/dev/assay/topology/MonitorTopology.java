package dev.assay.topology;

import dev.assay.batching.AsyncStep;
import dev.assay.batching.InFlightLimits;
import dev.assay.batching.OldestWork;
import dev.assay.batching.WaitBudget;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Activations;
import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.MetricWindow;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.state.PromptedTurn;
import dev.assay.triage.Triage;
import dev.assay.triage.TriageLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/** The path of one turn, from the input topic to alerts, metrics, activations and dead letters. A pure function. */
public final class MonitorTopology {

    /** Of a stream thread for room at the reader: short beside the ten seconds in which the service must stop. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final String TURNS = "turns";

    private MonitorTopology() {}

    /** The topic in which turns, by conversation, wait for the reader: where a backlog is. */
    public static String waitingTurns(String applicationId) {
        return applicationId + "-" + TURNS + "-repartition";
    }

    public static Topology build(Config config, MonitorParts parts) {
        return build(config, parts, new OldestWork());
    }

    /** @param oldest is told what the tasks wait for at the reader */
    static Topology build(Config config, MonitorParts parts, OldestWork oldest) {
        StreamsBuilder builder = new StreamsBuilder();
        Wire wire = Wire.of(config);

        KStream<String, Intake> intake = intake(builder, config, parts, wire);
        KStream<String, Reading> readings = readings(intake, config, parts, oldest);
        KStream<String, Detection> detections = detections(readings, config, parts);
        KStream<String, Alert> alerts = alerts(detections, wire);
        if (Erasures.of(config).enabled()) {
            forget(readings, config);
        }

        notTaken(intake)
                .to(config.get(Settings.DEAD_LETTERS_TOPIC), wire.output("dead-letters-topic", DeadLetter.class));
        unread(readings).to(config.get(Settings.DEAD_LETTERS_TOPIC), wire.output("unread-topic", DeadLetter.class));
        alerts.to(config.get(Settings.ALERTS_TOPIC), wire.output("alerts-topic", Alert.class));
        MetricWindows.of(detections, config, parts.listener())
                .to(config.get(Settings.METRICS_TOPIC), wire.output("metrics-topic", MetricWindow.class));
        if (config.get(Settings.ACTIVATIONS)) {
            detections
                    .flatMapValues(Detection::publishedActivations, Named.as("activations"))
                    .to(config.get(Settings.ACTIVATIONS_TOPIC), wire.output("activations-topic", Activations.class));
        }
        triage(config, parts, wire)
                .addTo(builder, alerts, config.get(Settings.DISPOSITIONS_TOPIC))
                .to(config.get(Settings.DEAD_LETTERS_TOPIC), wire.output("bad-dispositions-topic", DeadLetter.class));
        return builder.build();
    }

    static KStream<String, Intake> intake(StreamsBuilder builder, Config config, MonitorParts parts, Wire wire) {
        return builder.stream(Erasures.of(config).with(config.get(Settings.INPUT_TOPIC)), input())
                .process(() -> new IntakeProcessor(config, wire.input(), parts.listener()), Named.as("intake"));
    }

    static KStream<String, Reading> readings(
            KStream<String, Intake> intake, Config config, MonitorParts parts, OldestWork oldest) {
        return intake.processValues(TurnsProcessor::new, Named.as(TURNS))
                .selectKey((coordinates, turn) -> turn.conversationId(), Named.as("by-conversation"))
                .repartition(Repartitioned.with(Serdes.String(), AvroBinary.of(Turn.class))
                        .withName(TURNS))
                .process(context(config, parts), Named.as("context"))
                .process(reading(config, parts, oldest), Named.as("reading"));
    }

    static KStream<String, Detection> detections(KStream<String, Reading> readings, Config config, MonitorParts parts) {
        return readings.flatMapValues(Reading::scored, Named.as("scored"))
                .process(detection(config, parts), Named.as("detection"))
                .processValues(() -> new CanaryGate(parts.listener()), Named.as("canaries"));
    }

    /** To be called after {@link #detections}, whose state it shares. */
    private static void forget(KStream<String, Reading> readings, Config config) {
        readings.filter((conversation, reading) -> reading instanceof ErasureRequest, Named.as("erasures"))
                .mapValues(ErasureRequest.class::cast, Named.as("requests"))
                .process(
                        () -> new ForgetProcessor(config),
                        Named.as("forget"),
                        DetectionProcessor.STORE.name(),
                        DetectionProcessor.STORE.expiryName());
    }

    static KStream<String, Alert> alerts(KStream<String, Detection> detections, Wire wire) {
        return detections
                .flatMapValues(Detection::alerts, Named.as("alerts"))
                .processValues(() -> new CloudEventProcessor(wire.alertHeaders()), Named.as("cloud-events"));
    }

    /** Input that intake could not read. */
    static KStream<String, DeadLetter> notTaken(KStream<String, Intake> intake) {
        return intake.flatMapValues(Intake::deadLetters, Named.as("dead-letters"));
    }

    /** Turns that the reader could not read. */
    static KStream<String, DeadLetter> unread(KStream<String, Reading> readings) {
        return readings.flatMapValues(Reading::deadLetters, Named.as("unread"))
                .selectKey((conversation, letter) -> RawValue.key(letter.source()), Named.as("by-coordinates"));
    }

    /** Bytes: what cannot be read must reach the dead letters, not stop the deserializer. */
    private static Consumed<byte[], byte[]> input() {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName("input")
                .withTimestampExtractor(new RecordTime());
    }

    private static StatefulStep<String, Turn, String, PromptedTurn> context(Config config, MonitorParts parts) {
        return new StatefulStep<>(
                () -> new ContextProcessor(config, parts.listener()), ContextProcessor.STORE.builders());
    }

    private static AsyncStep<PromptedTurn, Reading, Reading> reading(
            Config config, MonitorParts parts, OldestWork oldest) {
        Duration half = config.get(Settings.TRANSACTION_TIMEOUT).dividedBy(2);
        Duration longestWait = half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT;
        Erasures erasures = Erasures.of(config);
        PatientReader reader = new PatientReader(parts.reader(), RetryPolicy.within(half), parts.listener());
        return new AsyncStep<>(
                "journal",
                AvroBinary.of(PromptedTurn.class),
                turn -> erasures.isRequest(turn.turn())
                        ? CompletableFuture.completedFuture(new ErasureRequest(turn.turn()))
                        : reader.read(turn),
                (turn, reading) -> told(reading, parts.listener()),
                PromptedTurn::characters,
                new InFlightLimits(
                        config.get(Settings.MAX_IN_FLIGHT),
                        config.get(Settings.MAX_IN_FLIGHT_CHARACTERS),
                        new WaitBudget(longestWait)),
                oldest,
                new EventReporter(parts.listener()));
    }

    private static Reading told(Reading reading, MonitorListener listener) {
        for (DeadLetter letter : reading.deadLetters()) {
            listener.on(new MonitorEvent.DeadLettered(letter.stage(), letter.reason()));
        }
        return reading;
    }

    private static StatefulStep<String, ScoredTurn, String, Detection> detection(Config config, MonitorParts parts) {
        return new StatefulStep<>(() -> new DetectionProcessor(config, parts), DetectionProcessor.STORE.builders());
    }

    private static Triage triage(Config config, MonitorParts parts, Wire wire) {
        TriageLimits limits =
                new TriageLimits(config.get(Settings.TRIAGE_RETENTION), config.get(Settings.TRIAGE_ALERTS));
        return new Triage(wire.format().serde(Disposition.class), limits, new TriageReporter(parts.listener()));
    }
}
