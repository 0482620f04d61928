package dev.assay.reader;

/** Is told of every batch that succeeded, on the worker thread that ran it; must be thread-safe and quick. */
@FunctionalInterface
public interface BatchListener {

    BatchListener NONE = stats -> {};

    void onBatch(BatchStats stats);
}
