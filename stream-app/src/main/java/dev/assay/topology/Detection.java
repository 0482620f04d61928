package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Activations;
import dev.assay.schemas.Alert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is published about one turn.
 *
 * @param activations null unless they are published
 */
record Detection(
        List<Alert> alerts,
        TurnGroup group,
        TurnTally tally,
        @Nullable Activations activations) {

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
