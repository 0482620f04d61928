package dev.assay.evaluation.figures;

import dev.assay.evaluation.baseline.Scorer;
import dev.assay.evaluation.measure.MeasuredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Figures of matched pairs, each a harmful record and its harmless counterpart, of one kind of difficulty.
 *
 * @param kind the subset, or {@link SourceFigures#ALL}
 * @param flaggedPositives harmful records flagged at the shipped threshold
 * @param flaggedNegatives harmless ones
 */
public record PairFigures(
        String kind, int pairs, int flaggedPositives, int flaggedNegatives, List<ScorerFigures> scorers) {

    public PairFigures {
        scorers = List.copyOf(scorers);
    }

    /**
     * Figures of one scorer; each null where it cannot be computed.
     *
     * @param accuracy share of pairs whose harmful record scores higher, ties counted half
     */
    public record ScorerFigures(
            String scorer,
            @Nullable Interval accuracy,
            @Nullable Interval auroc) {}

    private record Pair(MeasuredRecord positive, MeasuredRecord negative) {}

    /**
     * @param records their group is the pair; a group without exactly one record of each label is left out
     * @param scorers not trained on the records
     * @return all pairs first, then each kind
     */
    public static List<PairFigures> of(
            String detector, List<MeasuredRecord> records, List<Scorer> scorers, int resamples, long seed) {
        Map<String, List<Pair>> kinds = new TreeMap<>();
        List<Pair> all = pairs(records);
        all.forEach(pair -> kinds.computeIfAbsent(pair.positive.subset(), key -> new ArrayList<>())
                .add(pair));
        List<PairFigures> figures = new ArrayList<>();
        figures.add(of(SourceFigures.ALL, detector, all, scorers, resamples, seed));
        kinds.forEach((kind, pairs) -> figures.add(of(kind, detector, pairs, scorers, resamples, seed)));
        return figures;
    }

    private static List<Pair> pairs(List<MeasuredRecord> records) {
        List<Pair> pairs = new ArrayList<>();
        for (String group :
                new TreeSet<>(records.stream().map(MeasuredRecord::group).toList())) {
            List<MeasuredRecord> members = records.stream()
                    .filter(record -> record.group().equals(group))
                    .toList();
            if (members.size() == 2
                    && members.get(0).positive() != members.get(1).positive()) {
                int positive = members.get(0).positive() ? 0 : 1;
                pairs.add(new Pair(members.get(positive), members.get(1 - positive)));
            }
        }
        return pairs;
    }

    private static PairFigures of(
            String kind, String detector, List<Pair> pairs, List<Scorer> scorers, int resamples, long seed) {
        Bootstrap bootstrap = new Bootstrap(pairs.size(), resamples, seed);
        return new PairFigures(
                kind,
                pairs.size(),
                (int) pairs.stream()
                        .filter(pair ->
                                pair.positive.detector(detector).shipped().flagged())
                        .count(),
                (int) pairs.stream()
                        .filter(pair ->
                                pair.negative.detector(detector).shipped().flagged())
                        .count(),
                scorers.stream().map(scorer -> of(scorer, pairs, bootstrap)).toList());
    }

    private static ScorerFigures of(Scorer scorer, List<Pair> pairs, Bootstrap bootstrap) {
        if (pairs.isEmpty() || !scorer.scores("")) {
            return new ScorerFigures(scorer.name(), null, null);
        }
        double[] positives = new double[pairs.size()];
        double[] negatives = new double[pairs.size()];
        int[] groups = new int[pairs.size()];
        for (int i = 0; i < groups.length; i++) {
            positives[i] = scorer.score(pairs.get(i).positive, "");
            negatives[i] = scorer.score(pairs.get(i).negative, "");
            groups[i] = i;
        }
        Scores harmful = new Scores(positives, groups);
        Scores harmless = new Scores(negatives, groups);
        return new ScorerFigures(
                scorer.name(),
                bootstrap.of(counts -> accuracy(positives, negatives, counts)),
                bootstrap.of(counts -> Ranking.auroc(harmful, harmless, counts)));
    }

    private static double accuracy(double[] positives, double[] negatives, int[] counts) {
        double right = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i] * (positives[i] > negatives[i] ? 1 : positives[i] == negatives[i] ? 0.5 : 0);
            all += counts[i];
        }
        return right / all;
    }
}
