package dev.assay.detector;

/**
 * What one detector remembers of a conversation between turns: a weighted sum of turn logits.
 *
 * @param sum of pooled turn logit times weight
 * @param weight of the turns in {@code sum}, in tokens
 */
public record ConversationMemory(double sum, double weight) {

    public static final ConversationMemory EMPTY = new ConversationMemory(0, 0);

    public ConversationMemory {
        if (!Double.isFinite(sum) || !Double.isFinite(weight) || weight < 0) {
            throw new IllegalArgumentException(
                    "conversation memory is sum " + sum + ", weight " + weight + "; expected finite, weight >= 0");
        }
    }
}
