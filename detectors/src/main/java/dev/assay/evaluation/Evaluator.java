package dev.assay.evaluation;

import dev.assay.detector.Detector;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a bundle's detectors on labelled transcripts, judging every turn as it is judged when serving, in order and
 * with the conversation's memory. A record's score is the largest of its turns, before rounding.
 *
 * <p>A record is scored by the detectors of its category, a benign record by all. Unlabelled records of labelled files
 * are skipped. Memory holds the turns in flight and one number for each record and detector.
 */
public final class Evaluator {

    static final double[] RATES = {0.01, 0.001};

    private final String bundle;
    private final Reader reader;
    private final List<Detector> detectors;

    /**
     * @param bundle digest, for the report
     * @param reader has the bundle's head; not closed
     */
    public Evaluator(String bundle, Reader reader, List<Detector> detectors) {
        this.bundle = bundle;
        this.reader = reader;
        this.detectors = List.copyOf(detectors);
    }

    /**
     * @throws MalformedDataException if a file is not labelled transcripts
     * @throws EngineException if a turn could not be read: figures without it would be wrong
     */
    public EvaluationReport evaluate(EvaluationOptions options, Progress progress) throws IOException {
        long started = System.nanoTime();
        Run run = new Run(options, progress);
        for (Path file : options.benign()) {
            run.read(file, true);
        }
        for (Path file : options.data()) {
            run.read(file, false);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new EvaluationReport(bundle, run.turns, run.tokens, seconds, rows(run.table));
    }

    private static List<EvaluationRow> rows(ScoreTable table) {
        List<EvaluationRow> rows = new ArrayList<>();
        table.cells().forEach((key, cell) -> {
            double[] positives = cell.positives();
            double[] negatives = cell.negatives();
            boolean both = positives.length > 0 && negatives.length > 0;
            rows.add(new EvaluationRow(
                    key.file(),
                    key.category(),
                    key.source(),
                    key.detector(),
                    positives.length,
                    negatives.length,
                    cell.flagged(),
                    both ? Metrics.auroc(positives, negatives) : null,
                    recalls(positives, negatives),
                    recalls(positives, table.benign(key.detector()))));
        });
        return rows;
    }

    private static Map<Double, Metrics.@Nullable Recall> recalls(double[] positives, double[] negatives) {
        Map<Double, Metrics.@Nullable Recall> recalls = new LinkedHashMap<>();
        for (double rate : RATES) {
            boolean both = positives.length > 0 && negatives.length > 0;
            recalls.put(rate, both ? Metrics.recallAtFpr(positives, negatives, rate) : null);
        }
        return recalls;
    }

    /** One evaluation. */
    private final class Run {
        private final EvaluationOptions options;
        private final Progress progress;
        private final ScoreTable table = new ScoreTable();
        private long turns;
        private long tokens;

        Run(EvaluationOptions options, Progress progress) {
            this.options = options;
            this.progress = progress;
        }

        void read(Path path, boolean benign) throws IOException {
            LabelledFile file = LabelledFile.open(path, options.sample(benign), record -> isScored(record, benign));
            TranscriptReader transcripts = new TranscriptReader(
                    reader, options.inFlight(), options.turnsPerRecord(), read -> judge(read, file.name(), benign));
            file.forEach(progress, transcripts::add);
            transcripts.finish();
        }

        private boolean isScored(LabelledRecord record, boolean benign) {
            return benign
                    || (record.label() != Label.UNLABELLED
                            && !detectorsOf(record, false).isEmpty());
        }

        private void judge(ReadTranscript read, String file, boolean benign) {
            turns += read.turns().size();
            tokens += read.tokens();
            Map<String, RecordScore> scores = new LinkedHashMap<>();
            for (Detector detector : detectorsOf(read.record(), benign)) {
                scores.put(detector.spec().id(), RecordScore.of(detector, read));
            }
            if (benign) {
                table.addBenign(scores);
            } else {
                table.add(file, read.record(), read.record().label() == Label.POSITIVE, scores);
            }
        }

        private List<Detector> detectorsOf(LabelledRecord record, boolean benign) {
            return detectors.stream()
                    .filter(detector -> benign || detector.spec().category().equals(record.category()))
                    .toList();
        }
    }
}
