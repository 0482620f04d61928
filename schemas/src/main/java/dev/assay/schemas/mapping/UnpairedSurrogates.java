package dev.assay.schemas.mapping;

/**
 * Makes any Java string writable as UTF-8.
 *
 * <p>Half of a surrogate pair has no UTF-8 form: JSON may smuggle one in as an escape, and cutting an excerpt may leave
 * one. Each becomes U+FFFD, which is one UTF-16 unit as well, so offsets stay true.
 */
public final class UnpairedSurrogates {
    private static final char REPLACEMENT = '\uFFFD';

    private UnpairedSurrogates() {}

    /** The same text if it has none. */
    public static String replace(String text) {
        int first = firstIn(text);
        if (first < 0) {
            return text;
        }
        char[] units = text.toCharArray();
        for (int i = first; i < units.length; i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(units[i])) {
                units[i] = REPLACEMENT;
            }
        }
        return new String(units);
    }

    private static int firstIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }
}
