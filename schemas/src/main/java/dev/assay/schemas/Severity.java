package dev.assay.schemas;

/** How urgently a person should look at an alert, least first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
