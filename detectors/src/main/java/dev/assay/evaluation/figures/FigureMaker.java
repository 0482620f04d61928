package dev.assay.evaluation.figures;

import dev.assay.evaluation.baseline.Scorer;
import dev.assay.evaluation.baseline.Split;
import dev.assay.evaluation.measure.MeasuredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes the figures of one detector. Not thread-safe. */
public final class FigureMaker {

    private static final double BENIGN_RATE = 0.01;

    private final String detector;
    private final Split split;
    private final List<Scorer> scorers;
    private final int resamples;
    private final long seed;

    /**
     * @param split of the records that the detector measured
     * @param scorers made for the same split
     */
    public FigureMaker(String detector, Split split, List<Scorer> scorers, int resamples, long seed) {
        this.detector = detector;
        this.split = split;
        this.scorers = List.copyOf(scorers);
        this.resamples = resamples;
        this.seed = seed;
    }

    public FileFigures file(String file) {
        List<MeasuredRecord> records = split.labelled().stream()
                .filter(record -> record.file().equals(file))
                .toList();
        List<SourceFigures> sources = new ArrayList<>();
        Compared whole = new Compared(records, MeasuredRecord::subset);
        sources.add(whole.figures(SourceFigures.ALL, null));
        for (String source :
                new TreeSet<>(records.stream().map(MeasuredRecord::subset).toList())) {
            sources.add(source(
                    source,
                    records.stream()
                            .filter(record -> record.subset().equals(source))
                            .toList()));
        }
        return new FileFigures(detector, file, sources, whole.curves(Curve::roc), whole.curves(Curve::precisionRecall));
    }

    private SourceFigures source(String source, List<MeasuredRecord> records) {
        boolean positives = records.stream().anyMatch(MeasuredRecord::positive);
        boolean negatives = records.stream().anyMatch(record -> !record.positive());
        if (positives && negatives) {
            return new Compared(records, record -> source).figures(source, null);
        }
        Predicate<MeasuredRecord> lent =
                record -> split.reserved(record) && !record.subset().equals(source) && record.positive() == !positives;
        List<MeasuredRecord> both = Stream.concat(
                        records.stream(), split.labelled().stream().filter(lent))
                .toList();
        return new Compared(both, record -> source).figures(source, positives ? "negatives" : "positives");
    }

    @FunctionalInterface
    private interface CurveOf {
        Curve curve(String name, Scores positives, Scores negatives, int[] once);
    }

    /** Records on which all scorers are compared, with the benign ones. */
    private final class Compared {
        private final List<MeasuredRecord> positives;
        private final List<MeasuredRecord> negatives;
        private final List<MeasuredRecord> benign = split.benignTest();
        private final Function<MeasuredRecord, String> leftOut;
        private final Map<String, Integer> groups = new HashMap<>();
        private final Bootstrap bootstrap;

        /** @param leftOut the source left out where a record is scored */
        Compared(List<MeasuredRecord> records, Function<MeasuredRecord, String> leftOut) {
            this.positives = records.stream().filter(MeasuredRecord::positive).toList();
            this.negatives =
                    records.stream().filter(record -> !record.positive()).toList();
            this.leftOut = leftOut;
            Stream.of(positives, negatives, benign)
                    .flatMap(List::stream)
                    .forEach(record -> groups.putIfAbsent(key(record), groups.size()));
            this.bootstrap = new Bootstrap(groups.size(), resamples, seed);
        }

        SourceFigures figures(String source, @Nullable String borrowed) {
            return new SourceFigures(
                    source,
                    positives.size(),
                    negatives.size(),
                    borrowed,
                    scorers.stream().map(this::figures).toList(),
                    flagged(positives),
                    flagged(negatives),
                    Reliability.of(shipped(positives), shipped(negatives)));
        }

        List<Curve> curves(CurveOf of) {
            int[] once = new int[groups.size()];
            Arrays.fill(once, 1);
            return scorers.stream()
                    .filter(this::scoresAll)
                    .map(scorer -> of.curve(scorer.name(), scores(scorer, positives), scores(scorer, negatives), once))
                    .toList();
        }

        private SourceFigures.ScorerFigures figures(Scorer scorer) {
            if (!scoresAll(scorer)) {
                return new SourceFigures.ScorerFigures(scorer.name(), null, null, null);
            }
            Scores found = scores(scorer, positives);
            Scores others = scores(scorer, negatives);
            Scores harmless = scores(scorer, benign);
            return new SourceFigures.ScorerFigures(
                    scorer.name(),
                    bootstrap.of(counts -> Ranking.auroc(found, others, counts)),
                    bootstrap.of(counts -> Ranking.averagePrecision(found, others, counts)),
                    bootstrap.of(counts -> Ranking.recall(found, harmless, BENIGN_RATE, counts)));
        }

        private boolean scoresAll(Scorer scorer) {
            return Stream.concat(positives.stream(), negatives.stream())
                    .map(leftOut)
                    .distinct()
                    .allMatch(scorer::scores);
        }

        private Scores scores(Scorer scorer, List<MeasuredRecord> records) {
            return new Scores(
                    records.stream()
                            .mapToDouble(record -> scorer.score(record, leftOut.apply(record)))
                            .toArray(),
                    records.stream()
                            .mapToInt(record -> groups.getOrDefault(key(record), 0))
                            .toArray());
        }

        private double[] shipped(List<MeasuredRecord> records) {
            return records.stream()
                    .mapToDouble(record -> record.detector(detector).shipped().score())
                    .toArray();
        }

        private double flagged(List<MeasuredRecord> records) {
            return (double) records.stream()
                            .filter(record ->
                                    record.detector(detector).shipped().flagged())
                            .count()
                    / records.size();
        }

        private static String key(MeasuredRecord record) {
            return record.benign() + record.group();
        }
    }
}
