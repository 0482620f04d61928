package dev.assay.benchmarks;

/**
 * What was seen of a service under load at one moment.
 *
 * @param millis since the epoch
 * @param turns sent so far
 * @param waiting of them, those without an outcome
 * @param heap in use right after a collection, in MiB
 * @param memory of the process
 */
record LoadSample(long millis, int turns, int waiting, double heap, ProcessMemory memory, Scrape metrics) {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    static double heapOf(Scrape metrics) {
        return metrics.sum("jvm_memory_bytes_used", "area=\"heap\"") / BYTES_PER_MEBIBYTE;
    }

    double resident() {
        return memory.resident();
    }

    /** Turns at the reader. */
    double inFlight() {
        return metrics.sum("assay_turns_in_flight");
    }

    /** Records of the input topic not taken. */
    double inputLag() {
        return metrics.sumOfAny("assay_input_lag_records");
    }

    /** Since the start, in seconds of one thread. */
    double backPressure() {
        return metrics.sum("assay_back_pressure_seconds_total");
    }

    double rebalances() {
        return metrics.sum("assay_kafka_rebalances_total");
    }

    double threadFailures() {
        return metrics.sum("assay_stream_thread_failures_total");
    }

    /** Since the start. */
    double tokensRead() {
        return metrics.sum("assay_reader_tokens_total");
    }

    /** Since the start. */
    double cpuSeconds() {
        return metrics.sum("process_cpu_seconds_total");
    }

    /** In the state stores on disk, in MiB. */
    double stored() {
        return metrics.sumOfAny("assay_store_bytes") / BYTES_PER_MEBIBYTE;
    }

    String describe() {
        return String.format(
                "%,d turns: %,d waiting, %.0f at the reader, heap %.0f MiB, resident %.0f MiB",
                turns, waiting, inFlight(), heap, resident());
    }
}
