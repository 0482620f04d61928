package dev.assay.evaluation.baseline;

import dev.assay.evaluation.measure.MeasuredRecord;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The detector, its parts and its baselines, in the order of the columns of every table. */
public final class Scorers {

    /** Name of the detector as shipped. */
    public static final String DETECTOR = "detector";

    /** Name of the strongest baseline. */
    public static final String WORDS = "words";

    private static final String WORDS_IN_DOMAIN = "words, in domain";
    private static final double WORDS_L2 = 1e-4;
    private static final double FEATURES_L2 = 1e-2;

    private Scorers() {}

    /** What one column means, for the reader of a report. */
    public static String legend() {
        return "detector: as the bundle ships it. probe: its dense probe alone, mean over a turn, no memory. features: "
                + "logistic regression on its evidence features. words: logistic regression on words and word pairs. Both "
                + "were trained on these records with the row's source left out, and with half of the benign records as "
                + "negatives. words, in domain: the same with the row's source in training, five-fold. detector + words: "
                + "their log-odds added. keywords: how many of a short list of expressions are found. length: characters.";
    }

    /** @param split of the records that the detector measured */
    public static List<Scorer> of(String detector, Split split) {
        Scorer words = new LearnedScorer(WORDS, split, true, WORDS_L2, RowEncoder.Words::new);
        return List.of(
                fixed(DETECTOR, record -> record.detector(detector).shipped().score()),
                fixed("probe", record -> record.detector(detector).probe()),
                new LearnedScorer(
                        "features",
                        split,
                        true,
                        FEATURES_L2,
                        trainedOn -> new RowEncoder.Features(detector, trainedOn)),
                words,
                new LearnedScorer(WORDS_IN_DOMAIN, split, false, WORDS_L2, RowEncoder.Words::new),
                new Sum("detector + words", detector, words),
                fixed("keywords", record -> record.detector(detector).keywords()),
                fixed("length", MeasuredRecord::characters));
    }

    /** Those that can score records of no source of the split. */
    public static List<Scorer> withoutOwnSource(List<Scorer> scorers) {
        return scorers.stream()
                .filter(scorer -> !scorer.name().equals(WORDS_IN_DOMAIN))
                .toList();
    }

    private static Scorer fixed(String name, ToDoubleFunction<MeasuredRecord> score) {
        return new Scorer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double score(MeasuredRecord record, String source) {
                return score.applyAsDouble(record);
            }
        };
    }

    /** The log-odds of a detector and of another scorer, added. */
    private record Sum(String name, String detector, Scorer other) implements Scorer {
        private static final double EDGE = 1e-6;

        @Override
        public boolean scores(String source) {
            return other.scores(source);
        }

        @Override
        public double score(MeasuredRecord record, String source) {
            double probability = Math.min(
                    1 - EDGE, Math.max(EDGE, record.detector(detector).shipped().score()));
            return Math.log(probability / (1 - probability)) + other.score(record, source);
        }
    }
}
