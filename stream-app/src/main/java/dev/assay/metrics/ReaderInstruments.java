package dev.assay.metrics;

import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchStats;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;

/** Measures the batches the engine runs. Thread-safe. */
final class ReaderInstruments implements BatchListener {

    private final Counter tokens;
    private final Counter padding;
    private final Histogram rows;
    private final Histogram duration;

    ReaderInstruments(CollectorRegistry registry) {
        tokens = Meters.READ_TOKENS.newCounter(registry);
        padding = Meters.PADDING.newCounter(registry);
        rows = Meters.BATCH_ROWS.newHistogram(registry);
        duration = Meters.BATCH_DURATION.newHistogram(registry);
    }

    @Override
    public void onBatch(BatchStats batch) {
        tokens.inc(batch.tokens());
        padding.inc(batch.paddedTokens() - batch.tokens());
        rows.observe(batch.rows());
        duration.observe(batch.seconds());
    }
}
