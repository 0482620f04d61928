package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.detector.Assessment;
import dev.assay.detector.Calibration;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Passage;
import dev.assay.detector.Pooling;
import dev.assay.detector.Verdict;
import dev.assay.detector.WeightedProbe;
import dev.assay.evaluation.Metrics;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a detector of a trained probe: calibrates its turn and conversation logits and sets the threshold for a budget of
 * false alarms, on records scored by probes that were not trained on their source, judged by {@link Detector} itself.
 */
final class DetectorCalibration {

    private final DetectorPlan plan;
    private final CalibrationOptions options;

    DetectorCalibration(DetectorPlan plan, CalibrationOptions options) {
        this.plan = plan;
        this.options = options;
    }

    /** @param measurements named figures of the detector on out-of-fold records */
    record Result(DetectorSpec spec, Map<String, Double> measurements) {}

    Result calibrate(List<ScoredRecord> records, List<Integer> evidenceFeatures) {
        Map<Example, Double> weights = weights(records);
        Calibration identity = new Calibration.Platt(1, 0);
        Detector uncalibrated = detector(spec(identity, null, identity, 1, List.of()));
        Passage passages = options.passageHalfLife() == 0 ? null : new Passage(options.passageHalfLife(), identity);
        List<CalibrationFitter.Point> turnPoints = new ArrayList<>();
        List<CalibrationFitter.Point> passagePoints = new ArrayList<>();
        List<CalibrationFitter.Point> conversationPoints = new ArrayList<>();
        for (ScoredRecord record : records) {
            double weight =
                    weights.getOrDefault(record.example(), 0.0) / record.turns().size();
            ConversationMemory memory = ConversationMemory.EMPTY;
            for (ScoredRecord.ScoredTurn turn : record.turns()) {
                memory = uncalibrated.assess(anyRole(), scores(turn), memory).memory();
                double logit = memory.sum() / (memory.weight() + options.prior());
                conversationPoints.add(
                        new CalibrationFitter.Point(logit, record.example().positive(), weight));
                if (turn.tokens() >= options.minTokens()) {
                    turnPoints.add(new CalibrationFitter.Point(
                            turn.shrunk(options.prior()), record.example().positive(), weight));
                    if (passages != null) {
                        double passage = passages.logit(new double[0], turn.tokenLogits(), options.prior());
                        passagePoints.add(new CalibrationFitter.Point(
                                passage, record.example().positive(), weight));
                    }
                }
            }
        }
        Calibration turn = fit(turnPoints);
        Passage passage = passages == null ? null : new Passage(options.passageHalfLife(), fit(passagePoints));
        Calibration conversation = fit(conversationPoints);
        Detector calibrated = detector(spec(turn, passage, conversation, 1, List.of()));
        double[] benign = records.stream()
                .filter(record -> record.example().general())
                .flatMapToDouble(record -> Arrays.stream(verdictScores(calibrated, record)))
                .toArray();
        double[] harmless = recordScores(calibrated, records, false, false);
        double threshold =
                Math.max(threshold(benign, options.benignBudget()), threshold(harmless, options.harmlessBudget()));
        Map<String, Double> measurements = new TreeMap<>();
        measurements.put("turnCalibrationError", CalibrationFitter.expectedError(turn, turnPoints));
        measurements.put(
                "conversationCalibrationError", CalibrationFitter.expectedError(conversation, conversationPoints));
        if (passage != null) {
            measurements.put(
                    "passageCalibrationError", CalibrationFitter.expectedError(passage.calibration(), passagePoints));
        }
        measure(calibrated, records, benign, threshold, measurements);
        return new Result(spec(turn, passage, conversation, threshold, evidenceFeatures), Map.copyOf(measurements));
    }

    private void measure(
            Detector calibrated,
            List<ScoredRecord> records,
            double[] benignTurns,
            double threshold,
            Map<String, Double> measurements) {
        double[] positives = recordScores(calibrated, records, true, false);
        double[] negatives = recordScores(calibrated, records, false, false);
        double[] benign = recordScores(calibrated, records, false, true);
        double below = Math.nextDown(threshold);
        measurements.put("positives", (double) positives.length);
        measurements.put("negatives", (double) negatives.length);
        measurements.put("benignRecords", (double) benign.length);
        measurements.put("benignTurns", (double) benignTurns.length);
        measurements.put("outOfSourceAuroc", Metrics.auroc(positives, negatives));
        measurements.put("outOfSourceRecall", (double) Metrics.countAbove(positives, below) / positives.length);
        measurements.put("negativesFlagged", (double) Metrics.countAbove(negatives, below) / negatives.length);
        if (benign.length > 0) {
            measurements.put("benignRecordsFlagged", (double) Metrics.countAbove(benign, below) / benign.length);
            measurements.put(
                    "benignTurnsFlagged", (double) Metrics.countAbove(benignTurns, below) / benignTurns.length);
        }
    }

    private double[] recordScores(Detector detector, List<ScoredRecord> records, boolean positive, boolean general) {
        return records.stream()
                .filter(record -> record.example().positive() == positive
                        && record.example().general() == general)
                .mapToDouble(record ->
                        Arrays.stream(verdictScores(detector, record)).max().orElse(0))
                .toArray();
    }

    /** The lowest published score that at most the budget's share of {@code scores} reach. */
    private double threshold(double[] scores, double budget) {
        if (scores.length == 0) {
            return options.leastThreshold();
        }
        double lastTolerated = Metrics.threshold(scores, budget);
        double stepsInOne = Math.rint(1 / Verdict.PRECISION);
        double next = (Math.rint(lastTolerated * stepsInOne) + 1) / stepsInOne;
        return Math.min(1, Math.max(options.leastThreshold(), next));
    }

    private double[] verdictScores(Detector detector, ScoredRecord record) {
        double[] scores = new double[record.turns().size()];
        ConversationMemory memory = ConversationMemory.EMPTY;
        for (int turn = 0; turn < scores.length; turn++) {
            Assessment assessment =
                    detector.assess(anyRole(), scores(record.turns().get(turn)), memory);
            memory = assessment.memory();
            scores[turn] = assessment.verdict().score();
        }
        return scores;
    }

    private Calibration fit(List<CalibrationFitter.Point> points) {
        return options.isotonic() ? CalibrationFitter.isotonic(points) : CalibrationFitter.platt(points);
    }

    private DetectorSpec spec(
            Calibration turn,
            @Nullable Passage passage,
            Calibration conversation,
            double threshold,
            List<Integer> evidenceFeatures) {
        return new DetectorSpec(
                plan.id(),
                plan.category(),
                plan.severity(),
                plan.mode(),
                plan.roles(),
                List.of(new WeightedProbe(plan.id(), 1)),
                new Pooling.Mean(),
                passage,
                options.minTokens(),
                options.prior(),
                options.forgetting(),
                turn,
                conversation,
                options.combination(),
                threshold,
                evidenceFeatures);
    }

    /** Scored turns are all of roles that the detector judges. */
    private Role anyRole() {
        return plan.roles().iterator().next();
    }

    private static Detector detector(DetectorSpec spec) {
        return new Detector(spec, new int[] {0}, List.of());
    }

    /** A turn whose every token has the mean logit of its block: the detector takes no finer mean. */
    private static TurnScores scores(ScoredRecord.ScoredTurn turn) {
        int[] starts = IntStream.range(0, turn.tokens()).toArray();
        int[] ends = IntStream.rangeClosed(1, turn.tokens()).toArray();
        double[] ofTokens = turn.tokenLogits();
        float[] logits = new float[turn.tokens()];
        for (int token = 0; token < logits.length; token++) {
            logits[token] = (float) ofTokens[token];
        }
        return new TurnScores(new Tokens(starts, starts, ends), 1, logits);
    }

    /** Both labels weigh the same; within a label, subsets weigh as the square root of their number of records. */
    private static Map<Example, Double> weights(List<ScoredRecord> records) {
        Map<String, Integer> counts = new HashMap<>();
        for (ScoredRecord record : records) {
            counts.merge(stratum(record), 1, Integer::sum);
        }
        Map<Boolean, Double> roots = new HashMap<>();
        counts.forEach((stratum, count) -> roots.merge(stratum.startsWith("+"), Math.sqrt(count), Double::sum));
        Map<Example, Double> weights = new HashMap<>();
        for (ScoredRecord record : records) {
            double count = counts.getOrDefault(stratum(record), 1);
            weights.put(
                    record.example(),
                    Math.sqrt(count)
                            / count
                            / roots.getOrDefault(record.example().positive(), 1.0));
        }
        return weights;
    }

    private static String stratum(ScoredRecord record) {
        Example example = record.example();
        return (example.positive() ? "+" : "-") + (example.general() ? "general/" : "") + example.subset();
    }
}
