package dev.assay.token;

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
}
