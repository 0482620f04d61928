package dev.assay.detector;

/** Whether a detector raises alerts, or is only scored and measured. */
public enum Mode {
    ACTIVE,
    SHADOW
}
