package dev.assay.reader;

import static java.util.Objects.requireNonNull;

/**
 * Names a reader exactly and says how turns are cut into its windows. Part of a bundle.
 *
 * @param name the model's public name, e.g. {@code bge-small-en-v1.5}
 * @param model where the ONNX graph is found: a file of the reader's directory or a class-path resource
 * @param modelSha256 lower-case hex SHA-256 of the ONNX graph; another graph is refused
 * @param tokenizer where the tokenizer.json is found
 * @param tokenizerSha256 lower-case hex SHA-256 of the tokenizer
 * @param dModel width of the residual stream
 * @param window most tokens in one engine row, control tokens included
 * @param contextTokens most tokens of earlier messages placed before the turn
 * @param overlap tokens of the turn repeated, unscored, at the start of each later window of a long turn
 */
public record ReaderSpec(
        String name,
        String model,
        String modelSha256,
        String tokenizer,
        String tokenizerSha256,
        int dModel,
        int window,
        int contextTokens,
        int overlap) {

    /** Control tokens in a window: start, separator after the context, separator at the end. */
    public static final int CONTROL_TOKENS = 3;

    public ReaderSpec {
        requireNonNull(name, "name");
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        requireSha256("modelSha256", modelSha256);
        requireSha256("tokenizerSha256", tokenizerSha256);
        if (dModel < 1) {
            throw new IllegalArgumentException("dModel is " + dModel + "; expected at least 1");
        }
        int smallest = CONTROL_TOKENS + Math.max(contextTokens, overlap) + 1;
        if (contextTokens < 0 || overlap < 0 || window < smallest) {
            throw new IllegalArgumentException(
                    "window is " + window + " with contextTokens " + contextTokens + " and overlap " + overlap
                            + "; expected a window of at least " + smallest + " and no negative value");
        }
    }

    private static void requireSha256(String name, String value) {
        if (!requireNonNull(value, name).matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " is '" + value + "'; expected 64 lower-case hexadecimal digits");
        }
    }
}
