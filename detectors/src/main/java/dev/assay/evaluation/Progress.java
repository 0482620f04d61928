package dev.assay.evaluation;

/** Told how far a long piece of offline work has come. Called often and from one thread at a time; draws or ignores. */
@FunctionalInterface
public interface Progress {

    /** Draws nothing. */
    Progress SILENT = (stage, done, total) -> {};

    /**
     * @param stage what is being done, in a few words
     * @param done units finished so far
     * @param total all units, or a negative number if unknown
     */
    void update(String stage, long done, long total);
}
