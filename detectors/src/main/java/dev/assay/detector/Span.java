package dev.assay.detector;

/**
 * A stretch of the turn's text that speaks for the verdict.
 *
 * @param start first UTF-16 unit
 * @param end one past the last UTF-16 unit
 * @param score mean probe logit of the span's tokens
 */
public record Span(int start, int end, double score) {

    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("span is [" + start + ", " + end + "); expected 0 <= start < end");
        }
    }
}
