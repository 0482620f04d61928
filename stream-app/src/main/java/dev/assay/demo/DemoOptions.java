package dev.assay.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks of the demo.
 *
 * @param input a JSONL file, plain or gzip; null for the demo's own transcripts
 * @param limit most records that are played
 * @param exit whether to end when all turns have an outcome
 * @param json whether to print JSON lines instead of text
 */
public record DemoOptions(@Nullable Path input, long limit, boolean exit, boolean json) {

    public DemoOptions {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; expected at least 1");
        }
    }
}
