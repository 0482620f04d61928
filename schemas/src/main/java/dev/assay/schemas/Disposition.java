package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer's decision on an alert, written back by any triage tool.
 *
 * @param reviewer who decided, as the tool names people
 * @param timestamp when, cut to milliseconds
 * @param detector that raised the alert, where the tool knows it
 * @param note for other reviewers; may quote the chat
 */
public record Disposition(
        String alertId,
        Decision decision,
        String reviewer,
        Instant timestamp,
        @Nullable String detector,
        @Nullable String note) {

    public Disposition {
        Validation.notBlank(alertId, "alertId");
        requireNonNull(decision, "decision");
        Validation.notBlank(reviewer, "reviewer");
        timestamp = Validation.millis(timestamp, "timestamp");
    }

    /** Never prints the note, which may quote the chat. */
    @Override
    public String toString() {
        return "Disposition[alertId=" + alertId + ", decision=" + decision + ", reviewer=" + reviewer + ", timestamp="
                + timestamp + ", detector=" + detector + "]";
    }
}
