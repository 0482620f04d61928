package dev.assay.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The records of a file that are wanted and sampled, one after the other, with progress. */
public final class LabelledFile {

    private final Path path;
    private final BitSet lines;

    private LabelledFile(Path path, BitSet lines) {
        this.path = path;
        this.lines = lines;
    }

    /**
     * Reads the file once, to count and to draw the sample.
     *
     * @throws MalformedDataException if the file is not labelled transcripts
     */
    public static LabelledFile open(Path path, RecordSample sample, Predicate<LabelledRecord> wanted)
            throws IOException {
        return new LabelledFile(path, sample.lines(path, wanted));
    }

    /** Name of the file, without a directory. */
    public String name() {
        return path.getFileName().toString();
    }

    public int records() {
        return lines.cardinality();
    }

    /** Hands over the records in the file's order. */
    public void forEach(Progress progress, Consumer<LabelledRecord> then) throws IOException {
        long done = 0;
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(path)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                if (lines.get(transcripts.line())) {
                    then.accept(record);
                    progress.update(name(), ++done, records());
                }
            }
        }
    }
}
