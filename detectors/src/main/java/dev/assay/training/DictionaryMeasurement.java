package dev.assay.training;

import dev.assay.dictionary.Fidelity;

/**
 * How good a trained dictionary is.
 *
 * @param fidelity on tokens it was not trained on
 * @param deadShare of features that had not fired for long when training ended
 */
public record DictionaryMeasurement(Fidelity fidelity, double deadShare) {}
