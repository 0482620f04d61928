package dev.assay.canary;

/** What a canary is: some active detector must flag a harmful one, and none a benign one. */
public enum Canary {
    HARMFUL,
    BENIGN
}
