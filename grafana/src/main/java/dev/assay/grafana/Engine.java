package dev.assay.grafana;

import static dev.assay.grafana.Expressions.quantile;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.table;

/** How fast the reader is, and on what it runs. */
final class Engine {

    private Engine() {}

    static Dashboard dashboard() {
        return Dashboard.ofService(
                        "engine",
                        "engine",
                        "How fast is the reader, what does it wait for, and does its GPU work? The service does not measure the "
                                + "GPU itself, its memory and load: take those of the GPU's exporter.")
                .row(
                        "Reader",
                        graph(
                                "Tokens read",
                                Unit.PER_SECOND,
                                "Tokens per second through the engine, and padding besides.",
                                Query.of("sum(rate(assay_reader_tokens_total{@A}[$__rate_interval]))", "tokens"),
                                Query.of(
                                        "sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval]))",
                                        "padding")),
                        graph(
                                "Padding",
                                Unit.PERCENT,
                                "Share of what the engine reads that is padding, because windows of different length share a "
                                        + "batch.",
                                Query.of(
                                        "sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval])) / ("
                                                + "sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval])) + "
                                                + "sum(rate(assay_reader_tokens_total{@A}[$__rate_interval])))",
                                        "padding")),
                        graph(
                                "Windows in a batch",
                                Unit.NUMBER,
                                "Mean number of windows in the batches of the interval.",
                                Query.of(
                                        "sum(rate(assay_batch_rows_sum{@A}[$__rate_interval]))"
                                                + " / sum(rate(assay_batch_rows_count{@A}[$__rate_interval]))",
                                        "mean")),
                        graph(
                                "Batches",
                                Unit.PER_SECOND,
                                "Batches per second that the engine runs.",
                                Query.of(
                                        "sum by (instance) (rate(assay_batch_duration_seconds_count{@A}[$__rate_interval]))",
                                        "{{instance}}")),
                        graph(
                                "Time of a batch",
                                Unit.SECONDS,
                                "Time the engine takes for one batch.",
                                Query.of(quantile("0.5", "assay_batch_duration_seconds"), "p50"),
                                Query.of(quantile("0.99", "assay_batch_duration_seconds"), "p99")),
                        graph(
                                "Time of a read",
                                Unit.SECONDS,
                                "From handing a turn to the reader to taking its scores, waiting for a batch included.",
                                Query.of(quantile("0.5", "assay_reading_duration_seconds"), "p50"),
                                Query.of(quantile("0.99", "assay_reading_duration_seconds"), "p99")))
                .row(
                        "What waits for it",
                        graph(
                                "Turns in flight",
                                Unit.NUMBER,
                                "Turns handed to the reader whose verdicts are not out yet.",
                                Query.of("sum by (instance) (assay_turns_in_flight{@A})", "{{instance}}")),
                        graph(
                                "Waiting for the reader",
                                Unit.PERCENT,
                                "Share of time that stream threads wait because the reader has all the turns it may have. May "
                                        + "exceed 100% with several threads.",
                                Query.of(
                                        "sum by (instance) (rate(assay_back_pressure_seconds_total{@A}[$__rate_interval]))",
                                        "{{instance}}")),
                        graph(
                                "Longest wait",
                                Unit.SECONDS,
                                "How long the task that has waited longest has waited for the turn it needs next. Beyond "
                                        + "assay.batch.stalled-after, 5 minutes by default, the instance is restarted.",
                                Query.of("max by (instance) (assay_longest_read_seconds{@A})", "{{instance}}")))
                .row(
                        "What goes wrong",
                        graph(
                                "Failed reads",
                                Unit.PER_SECOND,
                                "Reads per second that ended without scores. Their turns are read again.",
                                Query.of(
                                        "sum by (instance) (rate(assay_failed_reads_total{@A}[$__rate_interval]))",
                                        "{{instance}}")),
                        graph(
                                "Reads tried again",
                                Unit.PER_SECOND,
                                "Failed reads per second that were tried again at once, by why.",
                                Query.of(
                                        "sum by (reason) (rate(assay_read_retries_total{@A}[$__rate_interval]))",
                                        "{{reason}}")),
                        graph(
                                "GPUs lost",
                                Unit.NUMBER,
                                "Instances whose GPU has stopped working. They read nothing until they are restarted, or go on "
                                        + "on the CPU, as assay.engine.gpu.on-loss says.",
                                Query.of("sum(assay_engine_info{@A, device=~\".*, lost\"}) or vector(0)", "instances")))
                .row(
                        "What runs",
                        table("Engine", "What runs the reader, on which device.", "assay_engine_info{@A}"),
                        table(
                                "Engines that cannot run",
                                "And why: ./assay doctor on that machine explains the cause.",
                                "assay_engine_unavailable_info{@A}"));
    }
}
