package dev.assay.training;

/**
 * How well a probe tells apart a subset that it was not trained on.
 *
 * @param positives of the subset, or borrowed from the reserve where it has none
 * @param negatives likewise
 */
public record TransferScore(String subset, int positives, int negatives, double auroc) {}
