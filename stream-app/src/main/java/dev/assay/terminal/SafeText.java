package dev.assay.terminal;

/**
 * Makes text from outside safe to print. Control characters and those that turn the writing direction become visible, so
 * that a chat cannot move the cursor, clear the screen or reorder what is shown; white space becomes a space.
 */
public final class SafeText {

    private static final String REPLACEMENT = "\uFFFD";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> safe.append(of(codePoint)));
        return safe.toString();
    }

    static String of(int codePoint) {
        if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            return " ";
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> REPLACEMENT;
            case Character.FORMAT -> holdsTogether(codePoint) ? Character.toString(codePoint) : REPLACEMENT;
            default -> Character.toString(codePoint);
        };
    }

    /** Emoji and some scripts need these two; they move nothing. */
    private static boolean holdsTogether(int codePoint) {
        return codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
    }
}
