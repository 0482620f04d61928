package dev.assay.topology;

import dev.assay.canary.Canaries;
import dev.assay.canary.Canary;
import dev.assay.chat.Role;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Assessment;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Verdict;
import dev.assay.privacy.Excerpts;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.state.ConversationVerdicts;
import dev.assay.state.DetectorState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Has every detector judge the turn, and decides which verdicts become alerts: those flagged by a detector that is not a
 * shadow, unless it raised one in the same conversation a short time ago.
 */
final class DetectionProcessor extends ContextualProcessor<String, ScoredTurn, String, Detection> {

    static final ConversationStore<ConversationVerdicts> STORE =
            new ConversationStore<>("verdicts", AvroBinary.of(ConversationVerdicts.class));

    private final Config config;
    private final MonitorParts parts;
    private final AlertWriter alertWriter;
    private final ActivationsWriter activationsWriter;
    private final Canaries canaries;
    private final long coolDownMillis;
    private ConversationStates<ConversationVerdicts> conversations;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    DetectionProcessor(Config config, MonitorParts parts) {
        this.config = config;
        this.parts = parts;
        this.alertWriter = new AlertWriter(parts.bundle(), parts.engine(), Excerpts.of(config));
        this.activationsWriter = new ActivationsWriter(parts.bundle(), parts.features());
        this.canaries = Canaries.of(config);
        this.coolDownMillis = config.get(Settings.ALERT_COOL_DOWN).toMillis();
    }

    @Override
    public void init(ProcessorContext<String, Detection> context) {
        super.init(context);
        conversations = new ConversationStates<>(context, STORE, config, ConversationVerdicts::lastTurn, expired -> {});
    }

    @Override
    public void process(Record<String, ScoredTurn> record) {
        long start = System.nanoTime();
        ScoredTurn scored = record.value();
        ConversationVerdicts known = conversations.get(record.key(), record.timestamp());
        ConversationVerdicts before =
                known == null ? ConversationVerdicts.empty(parts.bundle()) : known.under(parts.bundle());
        Canary canary = canaries.recognise(scored.turn());
        MonitorListener listener = canary == null ? parts.listener() : MonitorListener.NONE;
        Role role = Role.valueOf(scored.turn().role().name());
        List<Verdict> verdicts = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        List<TurnTally.Result> results = new ArrayList<>();
        Map<String, DetectorState> after = new HashMap<>();
        for (Detector detector : parts.detectors()) {
            DetectorSpec spec = detector.spec();
            DetectorState state = before.detector(spec.id());
            Assessment assessment = detector.assess(role, scored.scores(), state.memory());
            Verdict verdict = assessment.verdict();
            Decision decision = decide(record, spec, verdict, state.remember(assessment.memory()), listener);
            after.put(spec.id(), decision.state());
            alerts.addAll(decision.alerts());
            verdicts.add(verdict);
            results.add(new TurnTally.Result(
                    spec.id(),
                    Outcome.valueOf(verdict.outcome().name()),
                    verdict.score(),
                    !decision.alerts().isEmpty()));
        }
        long lastTurn = Math.max(before.lastTurn(), record.timestamp());
        conversations.put(record.key(), record.timestamp(), new ConversationVerdicts(lastTurn, parts.bundle(), after));
        Detection detection = detection(record, verdicts, alerts, results, canary);
        parts.listener().on(MonitorEvent.StageDone.since(start, Stage.DETECTION));
        tell(record, results, alerts, listener);
        context().forward(record.withValue(detection));
    }

    /** A detector's new state and the alert it raises, if any. */
    private record Decision(DetectorState state, List<Alert> alerts) {}

    private Decision decide(
            Record<String, ScoredTurn> record,
            DetectorSpec spec,
            Verdict verdict,
            DetectorState state,
            MonitorListener listener) {
        if (spec.mode() == Mode.SHADOW || verdict.outcome() != dev.assay.detector.Outcome.FLAGGED) {
            return new Decision(state, List.of());
        }
        if (state.isCoolingDown(record.timestamp(), coolDownMillis)) {
            listener.on(new MonitorEvent.AlertSuppressed(spec.id()));
            return new Decision(state.suppressedOne(), List.of());
        }
        Severity severity = Severity.valueOf(spec.severity().name());
        listener.on(new MonitorEvent.AlertRaised(spec.id(), spec.category(), severity, verdict.score()));
        Instant time = Instant.ofEpochMilli(record.timestamp());
        Alert alert = alertWriter.alert(record.value().turn(), time, spec, verdict, state.suppressed());
        return new Decision(state.alerted(record.timestamp()), List.of(alert));
    }

    private Detection detection(
            Record<String, ScoredTurn> record,
            List<Verdict> verdicts,
            List<Alert> alerts,
            List<TurnTally.Result> results,
            @Nullable Canary canary) {
        ScoredTurn scored = record.value();
        Turn turn = scored.turn();
        Instant time = Instant.ofEpochMilli(record.timestamp());
        return new Detection(
                alerts,
                new TurnGroup(turn.model(), turn.role(), parts.bundle()),
                new TurnTally(results),
                config.get(Settings.ACTIVATIONS) ? activationsWriter.activations(scored, time, verdicts) : null,
                canary);
    }

    private static void tell(
            Record<String, ScoredTurn> record,
            List<TurnTally.Result> results,
            List<Alert> alerts,
            MonitorListener listener) {
        List<MonitorEvent.DetectorVerdict> verdicts = results.stream()
                .map(result -> new MonitorEvent.DetectorVerdict(result.detector(), result.outcome(), result.score()))
                .toList();
        ScoredTurn scored = record.value();
        Origin origin = Origin.of(scored.turn(), record.headers(), alerts);
        listener.on(new MonitorEvent.TurnJudged(
                scored.turn().role(),
                record.timestamp(),
                scored.scores().tokens().size(),
                verdicts,
                origin));
        listener.on(new MonitorEvent.FeaturesRead(scored.scores(), origin));
    }
}
