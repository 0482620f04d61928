package dev.assay.training;

import dev.assay.dictionary.Fidelity;
import org.jspecify.annotations.Nullable;

/**
 * How good a trained dictionary is.
 *
 * @param fidelity on tokens it was not trained on
 * @param deadShare of features that had not fired for long when training ended; null where it was not trained now
 */
public record DictionaryMeasurement(
        Fidelity fidelity, @Nullable Double deadShare) {}
