package dev.assay.token;

/**
 * A text as the reader is given it, and where each of its UTF-16 units comes from. Immutable.
 *
 * <p>Unit {@code i} of {@link #text} stands for the units {@code [start(i), end(i))} of the original. Several may stand for
 * the same ones (a ligature becomes two letters), and some units of the original are stood for by none: they were dropped.
 */
final class NormalizedText {

    private final String text;
    private final int[] starts; // [text.length()]
    private final int[] ends; // [text.length()]

    NormalizedText(String text, int[] starts, int[] ends) {
        if (starts.length != text.length() || ends.length != text.length()) {
            throw new IllegalArgumentException("starts and ends have " + starts.length + " and " + ends.length
                    + " elements; expected " + text.length() + ", one for each UTF-16 unit");
        }
        this.text = text;
        this.starts = starts.clone();
        this.ends = ends.clone();
    }

    String text() {
        return text;
    }

    int start(int unit) {
        return starts[unit];
    }

    int end(int unit) {
        return ends[unit];
    }
}
