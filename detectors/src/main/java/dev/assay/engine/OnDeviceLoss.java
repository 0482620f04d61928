package dev.assay.engine;

/** What becomes of the engine when its device is lost while it runs. */
public enum OnDeviceLoss {
    /** Every batch fails from then on, so that no turn passes as judged. */
    FAIL,
    /** The batch that failed and all later ones run on the CPU. */
    CPU
}
