package dev.assay.evaluation.features;

import dev.assay.evaluation.RecordSample;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What features are looked at on.
 *
 * @param texts labelled files whose text may be passed on: examples come from them
 * @param data labelled files that only figures come from; may be empty
 * @param sample which records of {@code data}
 * @param readerDirectory where the reader's files may lie besides the class path
 * @param threads that read at once
 * @param seed of samples
 */
public record CatalogueOptions(
        List<Path> texts,
        List<Path> data,
        RecordSample sample,
        @Nullable Path readerDirectory,
        int threads,
        long seed) {

    public CatalogueOptions {
        texts = List.copyOf(texts);
        data = List.copyOf(data);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts are empty; expected at least one labelled file");
        }
    }
}
