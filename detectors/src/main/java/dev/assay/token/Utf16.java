package dev.assay.token;

import java.util.Arrays;

/** Conversions between a string's code points, which the tokenizer counts, and its UTF-16 units, which we count. */
final class Utf16 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf16() {}

    /** The text with U+FFFD for every surrogate without its other half; all offsets stay valid. */
    static String withoutLoneSurrogates(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i)) == 1) {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired == null ? text : repaired.toString();
    }

    /** {@code offsets[i]} is the UTF-16 offset of code point {@code i}; one more element for the end. */
    static int[] offsets(String wellFormed) {
        int codePoints = wellFormed.codePointCount(0, wellFormed.length());
        int[] offsets = new int[codePoints + 1];
        for (int i = 0; i < codePoints; i++) {
            offsets[i + 1] = offsets[i] + Character.charCount(wellFormed.codePointAt(offsets[i]));
        }
        return offsets;
    }

    /**
     * Collects token spans in UTF-16 units, in text order. Every span has at least one character, and two spans either do
     * not overlap or are equal: the latter where one character (a Hangul syllable, say) became several tokens.
     */
    static final class Spans {

        private final int[] offsets;
        private final int[] starts;
        private final int[] ends;
        private int size;

        Spans(String wellFormed, int tokens) {
            this.offsets = offsets(wellFormed);
            this.starts = new int[tokens];
            this.ends = new int[tokens];
        }

        /** Adds the next token's span, given in code points. */
        void add(int start, int end) {
            int previousEnd = size == 0 ? 0 : ends[size - 1];
            int from = Math.max(offsets[start], previousEnd);
            boolean shared = offsets[end] <= from && size > 0;
            starts[size] = shared ? starts[size - 1] : from;
            ends[size] = shared ? previousEnd : offsets[end];
            size++;
        }

        int[] starts() {
            return Arrays.copyOf(starts, size);
        }

        int[] ends() {
            return Arrays.copyOf(ends, size);
        }
    }
}
