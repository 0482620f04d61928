package dev.assay.triage;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Severity;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.mapping.RecordMapper;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one alert: that it was raised, the last decision on it, or both.
 *
 * @param detector that raised it; null until the alert is seen
 * @param decision null until there is one
 * @param decidedAt when; null without a decision
 * @param touched record time of the alert or of the last decision, whichever is later; 1970 until it is kept
 * @param severity of the alert; null until it is seen
 * @param raised the alert's time; null until it is seen
 */
record Triaged(
        @Nullable String detector,
        @Nullable Decision decision,
        @Nullable Instant decidedAt,
        Instant touched,
        @Nullable Severity severity,
        @Nullable Instant raised) {

    /** Of version 1 of the state, which lacked severity and raised. */
    private static final String FORMER_SCHEMA = """
            {"type": "record", "name": "Triaged", "namespace": "dev.assay.triage", "fields": [
              {"name": "detector", "type": ["null", "string"], "default": null},
              {"name": "decision", "default": null, "type": ["null", {
                "type": "enum", "name": "Decision", "namespace": "dev.assay.schemas",
                "symbols": ["CONFIRMED", "REJECTED", "UNSURE"]}]},
              {"name": "decidedAt", "default": null, "type": ["null", {
                "type": "long", "logicalType": "timestamp-millis"}]},
              {"name": "touched", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
            """;

    Triaged {
        requireNonNull(touched, "touched");
        if ((decision == null) != (decidedAt == null)) {
            throw new IllegalArgumentException(
                    "decision is " + decision + " and decidedAt is " + decidedAt + "; expected both or neither");
        }
    }

    static AvroBinary<Triaged> serde() {
        return AvroBinary.of(RecordMapper.of(Triaged.class), List.of(new Schema.Parser().parse(FORMER_SCHEMA)));
    }

    static Triaged raised(Alert alert) {
        return new Triaged(alert.detector(), null, null, Instant.EPOCH, alert.severity(), alert.timestamp());
    }

    static Triaged decided(Disposition disposition) {
        return new Triaged(null, disposition.decision(), disposition.timestamp(), Instant.EPOCH, null, null);
    }

    /** As it is kept: what alerts and decisions claim of their time does not decide how long. */
    Triaged touchedAt(Instant recordTime) {
        return new Triaged(detector, decision, decidedAt, recordTime, severity, raised);
    }

    /** Whether the decision was made before another's. */
    boolean isOutdatedBy(Triaged other) {
        return decidedAt != null && other.decidedAt != null && decidedAt.isBefore(other.decidedAt);
    }

    /** This and what came later; of two decisions the one made last, of two made at once the one that came last. */
    Triaged with(Triaged later) {
        boolean newDecision = later.decision != null && !later.isOutdatedBy(this);
        return new Triaged(
                detector == null ? later.detector : detector,
                newDecision ? later.decision : decision,
                newDecision ? later.decidedAt : decidedAt,
                touched.isBefore(later.touched) ? later.touched : touched,
                severity == null ? later.severity : severity,
                raised == null ? later.raised : raised);
    }
}
