package dev.assay.reader;

/**
 * How windows are batched.
 *
 * @param workers threads that run the engine, each one batch at a time
 * @param paddedTokens most tokens in a batch, padding included; a longer window is a batch of its own
 * @param bucket windows are padded to a multiple of this, and only windows padded alike share a batch
 */
public record BatchingOptions(int workers, int paddedTokens, int bucket) {

    public BatchingOptions {
        if (workers < 1 || paddedTokens < 1 || bucket < 1) {
            throw new IllegalArgumentException("workers is " + workers + ", paddedTokens " + paddedTokens + ", bucket "
                    + bucket + "; expected at least 1 of each");
        }
    }

    /** Small batches with little padding: a CPU gains nothing from large ones. */
    public static BatchingOptions cpu() {
        return new BatchingOptions(Runtime.getRuntime().availableProcessors(), 512, 8);
    }
}
