package dev.assay.training;

/**
 * How well probes that were not trained on a subset tell it apart.
 *
 * @param positives of the subset, or of all others where it has none
 * @param negatives likewise
 */
public record TransferScore(String subset, int positives, int negatives, double auroc) {}
