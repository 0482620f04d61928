package dev.assay.training;

import dev.assay.graph.HookPoint;
import dev.assay.reader.ReaderSpec;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dictionaries are trained on what, to be compared.
 *
 * @param harvest directory of a finished harvest
 * @param hook the hook point that the harvest kept tokens of
 * @param readerDirectory where the reader's files may lie besides the class path
 * @param sizes features
 * @param active features a token, on average
 * @param tokens seen by each
 * @param texts labelled files whose records' last turns the reconstructions are spliced into; none of the harvest's
 * @param work keeps unfinished trainings
 */
public record ComparisonOptions(
        Path harvest,
        HookPoint hook,
        ReaderSpec reader,
        @Nullable Path readerDirectory,
        List<Integer> sizes,
        int active,
        long tokens,
        long seed,
        List<Path> texts,
        Path work) {

    public ComparisonOptions {
        sizes = List.copyOf(sizes);
        texts = List.copyOf(texts);
        if (sizes.isEmpty() || texts.isEmpty()) {
            throw new TrainingException("sizes are " + sizes + " and there are " + texts.size()
                    + " files of texts; expected at least one of each");
        }
    }
}
