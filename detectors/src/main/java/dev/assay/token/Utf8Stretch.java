package dev.assay.token;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A stretch of some bytes that is text: UTF-8 without control characters other than tabs and line breaks. Immutable.
 *
 * <p>Source: RFC 3629, "UTF-8, a transformation format of ISO 10646".
 */
final class Utf8Stretch {

    private static final int MOST_PER_SPACE = 32;

    private final byte[] bytes;
    private final int from;
    private final int to;

    private Utf8Stretch(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The first of the longest; empty if none of the bytes are text. */
    static Utf8Stretch longest(byte[] bytes) {
        Utf8Stretch longest = new Utf8Stretch(bytes, 0, 0);
        int from = 0;
        for (int at = 0; at < bytes.length; ) {
            boolean text = codePoint(bytes, at) >= 0;
            at += text ? length(bytes[at]) : 1;
            from = text ? from : at;
            longest = at - from > longest.length() ? new Utf8Stretch(bytes, from, at) : longest;
        }
        return longest;
    }

    /** Its first byte. */
    int from() {
        return from;
    }

    /** One past its last byte. */
    int to() {
        return to;
    }

    /** In bytes. */
    int length() {
        return to - from;
    }

    boolean isMostOfTheBytes() {
        return 2 * length() >= bytes.length;
    }

    boolean reachesTheEnd() {
        return to == bytes.length;
    }

    /** Whether two fifths of its characters are letters, and one in {@value #MOST_PER_SPACE} or more white space. */
    boolean isWords() {
        int[] codePoints = IntStream.iterate(from, at -> at < to, this::next)
                .map(this::codePoint)
                .toArray();
        long letters = Arrays.stream(codePoints).filter(Character::isLetter).count();
        long spaces = Arrays.stream(codePoints).filter(Character::isWhitespace).count();
        return 5 * letters >= 2L * codePoints.length && MOST_PER_SPACE * spaces >= codePoints.length;
    }

    /** @param at where a character of the stretch begins */
    int codePoint(int at) {
        return codePoint(bytes, at);
    }

    /** Where the next character begins. */
    int next(int at) {
        return at + length(bytes[at]);
    }

    /** The code point whose UTF-8 begins there; -1 if none does, or a control character that text does not have. */
    private static int codePoint(byte[] bytes, int at) {
        int length = length(bytes[at]);
        if (length == 0 || at + length > bytes.length) {
            return -1;
        }
        int codePoint = length == 1 ? bytes[at] : bytes[at] & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        }
        boolean shortest = length == 1 || codePoint >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        return shortest && isText(codePoint) ? codePoint : -1;
    }

    private static boolean isText(int codePoint) {
        return Character.isValidCodePoint(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE
                && (!Character.isISOControl(codePoint) || "\t\r\n".indexOf(codePoint) >= 0);
    }

    /** Bytes of the character that begins with {@code first}; 0 if none does. */
    private static int length(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        return ones == 0 ? 1 : ones >= 2 && ones <= 4 ? ones : 0;
    }
}
