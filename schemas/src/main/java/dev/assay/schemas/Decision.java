package dev.assay.schemas;

/** A reviewer's answer to an alert. */
public enum Decision {
    CONFIRMED,
    REJECTED,
    /** The reviewer looked and could not tell; counted neither as confirmed nor as rejected. */
    UNSURE
}
