package dev.assay.metrics;

import dev.assay.catalogue.FeatureReference;
import java.util.Locale;

/** How strong a feature is at a token, compared with its values on the reference texts. */
enum Band {
    /** It does not fire. */
    SILENT,
    /** Up to its median. */
    LOW,
    /** Above its median, up to its 99th percentile. */
    USUAL,
    /** Above that. */
    HIGH;

    static Band of(float value, FeatureReference reference) {
        if (value <= 0) {
            return SILENT;
        }
        if (value <= reference.median()) {
            return LOW;
        }
        return value <= reference.high() ? USUAL : HIGH;
    }

    /** Of the reference's tokens, the share in this band. */
    double share(FeatureReference reference) {
        double fires = reference.firingRate();
        return switch (this) {
            case SILENT -> 1 - fires;
            case LOW -> 0.5 * fires;
            case USUAL -> 0.49 * fires;
            case HIGH -> 0.01 * fires;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
