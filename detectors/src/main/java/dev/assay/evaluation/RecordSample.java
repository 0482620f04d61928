package dev.assay.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which records of a file are taken: all, or so many of each source and label, drawn at random. The same seed draws the
 * same records of the same file.
 *
 * @param perSource records of each source and label; {@link Integer#MAX_VALUE} for all
 */
public record RecordSample(int perSource, long seed) {

    public static final RecordSample ALL = new RecordSample(Integer.MAX_VALUE, 0);

    public RecordSample {
        if (perSource < 1) {
            throw new IllegalArgumentException("perSource is " + perSource + "; expected at least 1");
        }
    }

    /** Where a record is drawn. */
    private record Source(String category, String subset, Label label) implements Comparable<Source> {
        @Override
        public int compareTo(Source other) {
            int order = category.compareTo(other.category);
            order = order != 0 ? order : subset.compareTo(other.subset);
            return order != 0 ? order : label.compareTo(other.label);
        }
    }

    /**
     * The line numbers of the records taken of those that {@code wanted} accepts.
     *
     * @throws MalformedDataException if the file is not labelled transcripts
     */
    BitSet lines(Path file, Predicate<LabelledRecord> wanted) throws IOException {
        Map<Source, List<Integer>> drawn = new TreeMap<>();
        Map<Source, Integer> seen = new TreeMap<>();
        Random random = new Random(seed);
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                if (wanted.test(record)) {
                    Source source = new Source(record.category(), record.subset(), record.label());
                    int before = seen.merge(source, 1, Integer::sum) - 1;
                    keep(drawn.computeIfAbsent(source, key -> new ArrayList<>()), before, transcripts.line(), random);
                }
            }
        }
        BitSet lines = new BitSet();
        drawn.values().forEach(of -> of.forEach(lines::set));
        return lines;
    }

    /** Reservoir sampling: each record seen so far is kept with the same probability. */
    private void keep(List<Integer> kept, int before, int line, Random random) {
        if (kept.size() < perSource) {
            kept.add(line);
            return;
        }
        int place = random.nextInt(before + 1);
        if (place < perSource) {
            kept.set(place, line);
        }
    }
}
