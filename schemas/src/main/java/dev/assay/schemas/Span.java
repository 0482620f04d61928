package dev.assay.schemas;

/**
 * A stretch of a turn's text that speaks for an alert.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit
 * @param score mean probe logit of the span's tokens
 */
public record Span(int start, int end, double score) {

    public Span {
        Validation.span(start, end);
        Validation.finite(score, "score");
    }
}
