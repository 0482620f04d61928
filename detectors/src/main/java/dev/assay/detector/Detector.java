package dev.assay.detector;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Role;
import dev.assay.reader.TurnScores;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Judges one turn from its tokens' scores. Immutable, pure and thread-safe.
 *
 * <p>The logit of a token is the weighted sum of its probe columns. Over a turn of {@code n} tokens:
 *
 * <pre>
 * turn logit          = pooling(token logits) * n / (n + prior)
 * memory'             = (forgetting * sum + pooling(token logits) * n, forgetting * weight + n)
 * conversation logit  = sum' / (weight' + prior)
 * turn score          = calibrated turn logit or, if larger, calibrated logit of the strongest {@link Passage} that ends in the turn
 * conversation score  = calibrated conversation logit
 * score               = {@link Combination} of the three probabilities, rounded; flagged from the threshold on
 * </pre>
 *
 * A turn of fewer than {@code minTokens}, those of its author just before it included where there are passages, is judged by its
 * conversation only and has a turn score of 0. Where the
 * conversation's remembered weight is below {@code minTokens} too, the detector abstains and all scores are 0. It also
 * abstains on turns of a role it does not judge, and its memory passes them unchanged.
 */
public final class Detector {

    private static final double STEPS = Math.rint(1 / Verdict.PRECISION);

    private final DetectorSpec spec;
    private final int[] probeColumns; // [probes], in the order of spec.probes()
    private final EvidenceFinder evidence;

    /**
     * @param probeColumns the head column of each of the specification's probes, in their order
     * @param features where the specification's evidence features are found
     */
    public Detector(DetectorSpec spec, int[] probeColumns, List<FeatureColumn> features) {
        this.spec = requireNonNull(spec, "spec");
        this.probeColumns = probeColumns.clone();
        this.evidence = new EvidenceFinder(spec.id(), features);
        if (probeColumns.length != spec.probes().size()) {
            throw new IllegalArgumentException("detector '" + spec.id() + "' has " + probeColumns.length
                    + " probe columns; expected " + spec.probes().size() + ", one for each of its probes");
        }
    }

    public DetectorSpec spec() {
        return spec;
    }

    /**
     * @param role who wrote the turn
     * @param memory what {@link Assessment#memory} said at the conversation's previous turn; at its first,
     *     {@link ConversationMemory#EMPTY}
     * @throws NonFiniteScoreException if a score this detector reads is not finite; never a verdict
     */
    public Assessment assess(Role role, TurnScores scores, ConversationMemory memory) {
        if (!spec.roles().contains(role)) {
            return new Assessment(abstained(), memory);
        }
        double[] logits = logits(scores);
        double pooled = pooled(logits);
        ConversationMemory after = after(memory, pooled, logits.length);
        return new Assessment(verdict(scores, logits, pooled, after), after);
    }

    /**
     * The decisive score before rounding, for measuring how well turns are ranked; never published. Empty where
     * {@link #assess} abstains.
     */
    public OptionalDouble exactScore(Role role, TurnScores scores, ConversationMemory memory) {
        if (!spec.roles().contains(role)) {
            return OptionalDouble.empty();
        }
        double[] logits = logits(scores);
        double pooled = pooled(logits);
        ConversationMemory after = after(memory, pooled, logits.length);
        if (!turnCounts(scores) && !conversationCounts(after)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(parts(scores, logits, pooled, after).score(spec.combination()));
    }

    /** The probabilities of what can be judged of a turn; NaN of what cannot. */
    private record Parts(double turn, double passage, double conversation) {

        double ofTurn() {
            return DoubleStream.of(turn, passage).filter(Parts::judged).max().orElse(0);
        }

        double score(Combination combination) {
            double[] all = DoubleStream.of(turn, passage, conversation)
                    .filter(Parts::judged)
                    .toArray();
            double strongest = judged(passage) ? passage : judged(turn) ? turn : conversation;
            return combination.score(all, strongest);
        }

        private static boolean judged(double probability) {
            return !Double.isNaN(probability);
        }
    }

    private Parts parts(TurnScores scores, double[] logits, double pooled, ConversationMemory after) {
        double turn = Double.NaN;
        if (logits.length >= spec.minTokens()) {
            turn = probability(spec.turnCalibration(), pooled * logits.length / (logits.length + spec.prior()));
        }
        double strongest = Double.NaN;
        Passage passage = spec.passage();
        if (passage != null && turnCounts(scores)) {
            double[] before = logits(scores, -scores.carried(), 0);
            strongest = probability(passage.calibration(), passage.logit(before, logits, spec.prior()));
        }
        double conversation = after.sum() / (after.weight() + spec.prior());
        return new Parts(turn, strongest, probability(spec.conversationCalibration(), conversation));
    }

    private Verdict verdict(TurnScores scores, double[] logits, double pooled, ConversationMemory after) {
        if (!turnCounts(scores) && !conversationCounts(after)) {
            return abstained();
        }
        Parts parts = parts(scores, logits, pooled, after);
        double turnScore = round(parts.ofTurn());
        double conversationScore = round(parts.conversation());
        double score = round(parts.score(spec.combination()));
        boolean flagged = score >= spec.threshold();
        return new Verdict(
                spec.id(),
                flagged ? Outcome.FLAGGED : Outcome.CLEAR,
                turnCounts(scores) && turnScore >= conversationScore ? Scope.TURN : Scope.CONVERSATION,
                score,
                turnScore,
                conversationScore,
                flagged ? evidence.find(scores, logits) : Evidence.NONE);
    }

    private double pooled(double[] logits) {
        return logits.length == 0 ? 0 : spec.pooling().pool(logits);
    }

    private ConversationMemory after(ConversationMemory memory, double pooled, int tokens) {
        return new ConversationMemory(
                spec.forgetting() * memory.sum() + pooled * tokens, spec.forgetting() * memory.weight() + tokens);
    }

    private boolean turnCounts(TurnScores scores) {
        int own = scores.tokens().size();
        return own > 0 && own + (spec.passage() == null ? 0 : scores.carried()) >= spec.minTokens();
    }

    private boolean conversationCounts(ConversationMemory after) {
        return after.weight() >= spec.minTokens();
    }

    private Verdict abstained() {
        return new Verdict(spec.id(), Outcome.ABSTAINED, Scope.CONVERSATION, 0, 0, 0, Evidence.NONE);
    }

    /**
     * The logit of each of the turn's tokens, before pooling: what evidence shows of a turn.
     *
     * @return {@code [tokens]}
     * @throws NonFiniteScoreException if a score is not finite
     */
    public double[] logits(TurnScores scores) {
        return logits(scores, 0, scores.tokens().size());
    }

    /** {@code [to - from]}: of the tokens from {@code from} to {@code to - 1}. */
    private double[] logits(TurnScores scores, int from, int to) {
        double[] logits = new double[to - from];
        for (int token = from; token < to; token++) {
            for (int probe = 0; probe < probeColumns.length; probe++) {
                float value = NonFiniteScoreException.requireFinite(spec.id(), scores, token, probeColumns[probe]);
                logits[token - from] += spec.probes().get(probe).weight() * value;
            }
        }
        return logits;
    }

    private double probability(Calibration calibration, double logit) {
        double probability = calibration.probability(logit);
        if (!(probability >= 0 && probability <= 1)) {
            throw new NonFiniteScoreException("detector '" + spec.id() + "' calibrated the logit " + logit + " to "
                    + probability + "; expected a probability in [0, 1]");
        }
        return probability;
    }

    /** To {@link Verdict#PRECISION}, as the double nearest to that decimal number. */
    static double round(double value) {
        return Math.rint(value * STEPS) / STEPS;
    }
}
