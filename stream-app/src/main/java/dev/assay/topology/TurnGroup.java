package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Role;
import org.jspecify.annotations.Nullable;

/**
 * Turns that are counted together.
 *
 * @param model that wrote them; null if the producer does not say
 * @param bundle digest of the bundle that judged them
 */
record TurnGroup(@Nullable String model, Role role, String bundle) {

    TurnGroup {
        requireNonNull(role, "role");
        requireNonNull(bundle, "bundle");
    }
}
