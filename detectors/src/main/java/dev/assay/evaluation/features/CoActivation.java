package dev.assay.evaluation.features;

/** @param overlap tokens at which both features fire, as a share of those at which either does */
public record CoActivation(int feature, double overlap) {}
