package dev.assay.evaluation.figures;

/** A figure and its 95% interval. */
public record Interval(double value, double low, double high) {}
