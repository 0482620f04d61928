package dev.assay.training;

import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.LabelledTranscripts;
import dev.assay.evaluation.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the records to learn from: of every subset and label at random, up to a cap, and brings those of each directory
 * into a random order, directory after directory, so that more data leaves the order of the rest as it was. Depends on the seed and the records alone. Records of one group are chosen together where the cap allows.
 */
final class RecordSelection {

    private static final String STAGE = "choose records";

    private final HarvestOptions options;

    RecordSelection(HarvestOptions options) {
        this.options = options;
    }

    private record Candidate(int file, int line, long rank) {}

    private record Stratum(int file, String category, String subset, Label label) {}

    /** Reads the files twice: to rank, then to keep what was chosen. */
    List<LabelledRecord> select(List<Path> files, Progress progress) throws IOException {
        Map<Stratum, List<Candidate>> strata = new HashMap<>();
        for (int file = 0; file < files.size(); file++) {
            progress.update(STAGE, file, files.size());
            rank(file, files.get(file), strata);
        }
        List<Set<Integer>> chosen = chosenLines(files.size(), strata);
        Map<Path, List<LabelledRecord>> kept = new LinkedHashMap<>(); // by directory
        for (int file = 0; file < files.size(); file++) {
            keep(
                    files.get(file),
                    chosen.get(file),
                    kept.computeIfAbsent(files.get(file).toAbsolutePath().getParent(), key -> new ArrayList<>()));
        }
        kept.values().forEach(this::shuffle);
        progress.update(STAGE, files.size(), files.size());
        return kept.values().stream().flatMap(List::stream).toList();
    }

    private void shuffle(List<LabelledRecord> records) {
        records.sort(Comparator.comparingLong(
                        (LabelledRecord record) -> SeededHash.of(options.seed() + 1, record.id() + record.category()))
                .thenComparing(LabelledRecord::id));
    }

    private void rank(int file, Path path, Map<Stratum, List<Candidate>> strata) throws IOException {
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(path)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                Stratum stratum = new Stratum(file, record.category(), record.subset(), record.label());
                long rank = SeededHash.of(options.seed(), record.group());
                strata.computeIfAbsent(stratum, key -> new ArrayList<>())
                        .add(new Candidate(file, transcripts.line(), rank));
            }
        }
    }

    private List<Set<Integer>> chosenLines(int files, Map<Stratum, List<Candidate>> strata) {
        List<Set<Integer>> chosen = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            chosen.add(new HashSet<>());
        }
        strata.forEach((stratum, candidates) -> candidates.stream()
                .sorted(Comparator.comparingLong(Candidate::rank).thenComparingInt(Candidate::line))
                .limit(
                        stratum.label() == Label.UNLABELLED
                                ? options.unlabelledPerSubset()
                                : options.labelledPerSubset())
                .forEach(candidate -> chosen.get(candidate.file()).add(candidate.line())));
        return chosen;
    }

    private static void keep(Path path, Set<Integer> lines, List<LabelledRecord> records) throws IOException {
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(path)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                if (lines.contains(transcripts.line())) {
                    records.add(record);
                }
            }
        }
    }
}
