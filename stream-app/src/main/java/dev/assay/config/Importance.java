package dev.assay.config;

/** How likely an operator has to look at a setting, most likely first. */
public enum Importance {
    HIGH,
    MEDIUM,
    LOW
}
