package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.canary.Canary;
import dev.assay.schemas.Activations;
import dev.assay.schemas.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is published about one turn.
 *
 * @param activations null unless they are published
 * @param canary null for a turn of somebody's chat; nothing is published about a canary
 */
record Detection(
        List<Alert> alerts,
        TurnGroup group,
        TurnTally tally,
        @Nullable Activations activations,
        @Nullable Canary canary) {

    Detection {
        alerts = List.copyOf(alerts);
        requireNonNull(group, "group");
        requireNonNull(tally, "tally");
    }

    /** None or one. */
    List<Activations> publishedActivations() {
        return activations == null ? List.of() : List.of(activations);
    }
}
