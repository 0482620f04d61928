package dev.assay.evaluation;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.detector.Assessment;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.Outcome;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    /** A record whose turns are being read. */
    private record Pending(LabelledRecord record, List<Role> roles, List<CompletableFuture<TurnScores>> turns) {}

    /** One evaluation. */
    private final class Run {
        private final EvaluationOptions options;
        private final Progress progress;
        private final ScoreTable table = new ScoreTable();
        private final Deque<Pending> pending = new ArrayDeque<>();
        private int inFlight;
        private long turns;
        private long tokens;

        Run(EvaluationOptions options, Progress progress) {
            this.options = options;
            this.progress = progress;
        }

        void read(Path file, boolean benign) throws IOException {
            String name = file.getFileName().toString();
            long total = records(file, benign);
            long done = 0;
            try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
                for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                    if (isScored(record, benign)) {
                        submit(record, name, benign);
                        progress.update(name, done++, total);
                    }
                }
            }
            while (!pending.isEmpty()) {
                judge(pending.remove(), name, benign);
            }
            progress.update(name, done, total);
        }

        private long records(Path file, boolean benign) throws IOException {
            long count = 0;
            try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
                for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                    count += isScored(record, benign) ? 1 : 0;
                }
            }
            return count;
        }

        private boolean isScored(LabelledRecord record, boolean benign) {
            return benign
                    || (record.label() != Label.UNLABELLED
                            && !detectorsOf(record, false).isEmpty());
        }

        private void submit(LabelledRecord record, String file, boolean benign) {
            List<Message> messages = record.messages();
            List<Role> roles = new ArrayList<>();
            List<CompletableFuture<TurnScores>> futures = new ArrayList<>();
            for (int i = 0; i < Math.min(messages.size(), options.turnsPerRecord()); i++) {
                while (inFlight >= options.inFlight() && !pending.isEmpty()) {
                    judge(pending.remove(), file, benign);
                }
                if (inFlight >= options.inFlight()) {
                    futures.get(futures.size() - options.inFlight())
                            .handle((scores, failure) -> true)
                            .join();
                }
                roles.add(messages.get(i).role());
                futures.add(reader.read(new Prompt(messages.subList(0, i), messages.get(i))));
                inFlight++;
            }
            pending.add(new Pending(record, roles, futures));
        }

        private void judge(Pending read, String file, boolean benign) {
            Map<String, RecordScore> scores = new LinkedHashMap<>();
            Map<String, ConversationMemory> memories = new LinkedHashMap<>();
            for (int i = 0; i < read.turns.size(); i++) {
                TurnScores turn = await(read.turns.get(i));
                inFlight--;
                turns++;
                tokens += turn.tokens().size();
                for (Detector detector : detectorsOf(read.record, benign)) {
                    judge(detector, read.roles.get(i), turn, memories, scores);
                }
            }
            if (benign) {
                table.addBenign(scores);
            } else {
                table.add(file, read.record, read.record.label() == Label.POSITIVE, scores);
            }
        }

        private void judge(
                Detector detector,
                Role role,
                TurnScores turn,
                Map<String, ConversationMemory> memories,
                Map<String, RecordScore> scores) {
            String id = detector.spec().id();
            ConversationMemory memory = memories.getOrDefault(id, ConversationMemory.EMPTY);
            Assessment assessment = detector.assess(role, turn, memory);
            double exact = detector.exactScore(role, turn, memory).orElse(0);
            boolean flagged = assessment.verdict().outcome() == Outcome.FLAGGED;
            memories.put(id, assessment.memory());
            scores.put(id, scores.getOrDefault(id, RecordScore.NONE).or(exact, flagged));
        }

        private List<Detector> detectorsOf(LabelledRecord record, boolean benign) {
            return detectors.stream()
                    .filter(detector -> benign || detector.spec().category().equals(record.category()))
                    .toList();
        }
    }

    private static TurnScores await(CompletableFuture<TurnScores> scores) {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw new EngineException("a turn could not be read, so nothing is reported; run the evaluation again", e);
        }
    }
}
