package dev.assay.detector;

/** How urgently a person should look at what a detector flags, least first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
