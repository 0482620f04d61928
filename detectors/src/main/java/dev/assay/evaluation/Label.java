package dev.assay.evaluation;

/** Ground truth of a record: whether its category is present. */
public enum Label {
    POSITIVE,
    NEGATIVE,
    UNLABELLED
}
