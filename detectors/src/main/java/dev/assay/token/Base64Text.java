package dev.assay.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts what base64 says in its place. Pure; in time linear in the text.
 *
 * <p>A run is {@value #SHORTEST} or more signs of either alphabet, the standard one or that for URLs, on one line or on lines
 * of equal length, of which the last may be shorter. It counts as base64 where at least half of its bytes are one stretch of
 * text: UTF-8 without control characters, two fifths letters, one in {@value #MOST_PER_SPACE} or more white space. That
 * leaves names, paths, digests, keys, pictures and the parts of JSON Web Tokens alone, which are other bytes or have no words.
 * Signs before and behind the stretch stay as they are, so that it need not begin where the run does. What was put in place is not
 * looked at again: base64 within base64 stays.
 *
 * <p>Sources: RFC 4648, "The Base16, Base32, and Base64 Data Encodings"; RFC 3629, "UTF-8".
 */
final class Base64Text {

    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    private static final int[] VALUES = values(); // [128], -1 for what is no sign
    private static final int PHASES = 4; // four signs hold three bytes
    private static final int SHORTEST = 24;
    private static final int SHORTEST_TEXT = 18; // bytes in that many signs
    private static final int MOST_PER_SPACE = 32;
    private static final int MOST_PADDING = 2;

    private final List<int[]> letters;
    private final List<int[]> out;

    private Base64Text(List<int[]> letters) {
        this.letters = letters;
        this.out = new ArrayList<>(letters.size());
    }

    /**
     * Bytes that are text, when the signs are read from a phase on.
     *
     * @param from first byte
     * @param to one past the last
     */
    private record Stretch(int phase, byte[] bytes, int from, int to) {

        int length() {
            return to - from;
        }

        boolean isText() {
            int[] codePoints = codePoints();
            long spaces =
                    Arrays.stream(codePoints).filter(Character::isWhitespace).count();
            long letterCount =
                    Arrays.stream(codePoints).filter(Character::isLetter).count();
            return length() >= SHORTEST_TEXT
                    && 2 * length() >= bytes.length
                    && 5 * letterCount >= 2L * codePoints.length
                    && MOST_PER_SPACE * spaces >= codePoints.length;
        }

        int[] codePoints() {
            IntStream.Builder found = IntStream.builder();
            for (int at = from; at < to; at += utf8Length(bytes[at])) {
                found.add(codePoint(bytes, at));
            }
            return found.build().toArray();
        }
    }

    /** @param letters code point, start and end of each; a decoded one has the span of the signs that carry it */
    static List<int[]> undo(List<int[]> letters) {
        Base64Text text = new Base64Text(letters);
        for (int at = 0; at < letters.size(); ) {
            int end = text.runEnd(at);
            at = end - at < SHORTEST ? text.keep(at, Math.max(end, at + 1)) : text.read(at, end);
        }
        return text.out;
    }

    /** One past the last sign of the run that begins at {@code from}; {@code from} if there is none. */
    private int runEnd(int from) {
        int end = lineEnd(from);
        int length = end - from;
        boolean more = length > 0;
        while (more) {
            int next = afterBreak(end);
            int added = lineEnd(next) - next;
            boolean belongs = next > end && added > 0 && added <= length;
            more = belongs && added == length;
            end = belongs ? next + added : end;
        }
        return end;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < letters.size() && value(at) >= 0) {
            at++;
        }
        return at;
    }

    /** Behind a line break and the blanks about it; {@code end} if none is there. */
    private int afterBreak(int end) {
        int at = end;
        int breaks = 0;
        while (at < letters.size() && " \t\r\n".indexOf(letters.get(at)[0]) >= 0) {
            breaks += letters.get(at)[0] == '\n' ? 1 : 0;
            at++;
        }
        return breaks == 1 ? at : end;
    }

    private int keep(int from, int to) {
        out.addAll(letters.subList(from, to));
        return to;
    }

    /** Adds the run, decoded if that is text, and returns where to go on. */
    private int read(int from, int end) {
        int[] signs = IntStream.range(from, end).filter(at -> value(at) >= 0).toArray();
        Stretch best = longest(signs, 0);
        for (int phase = 1; phase < PHASES; phase++) {
            Stretch other = longest(signs, phase);
            best = other.length() > best.length() ? other : best;
        }
        if (!best.isText()) {
            return keep(from, end);
        }
        keep(from, signs[best.phase + firstSign(best.from)]);
        for (int at = best.from; at < best.to; ) {
            int next = at + utf8Length(best.bytes[at]);
            int[] first = letters.get(signs[best.phase + firstSign(at)]);
            int[] last = letters.get(signs[best.phase + lastSign(next - 1)]);
            out.add(new int[] {codePoint(best.bytes, at), first[1], last[2]});
            at = next;
        }
        keep(signs[best.phase + lastSign(best.to - 1)] + 1, end);
        return best.to == best.bytes.length ? afterPadding(end) : end;
    }

    private int afterPadding(int end) {
        int at = end;
        while (at < Math.min(letters.size(), end + MOST_PADDING) && letters.get(at)[0] == '=') {
            at++;
        }
        return at;
    }

    private Stretch longest(int[] signs, int phase) {
        byte[] bytes = decoded(signs, phase);
        Stretch best = new Stretch(phase, bytes, 0, 0);
        int from = 0;
        for (int at = 0; at < bytes.length; ) {
            boolean valid = codePoint(bytes, at) >= 0;
            at += valid ? utf8Length(bytes[at]) : 1;
            from = valid ? from : at;
            best = at - from > best.length() ? new Stretch(phase, bytes, from, at) : best;
        }
        return best;
    }

    private byte[] decoded(int[] signs, int phase) {
        byte[] bytes = new byte[(signs.length - phase) * 6 / 8];
        for (int i = 0; i < bytes.length; i++) {
            int first = value(signs[phase + firstSign(i)]);
            int second = value(signs[phase + lastSign(i)]);
            int unused = 4 - 8 * i % 6; // of the second's bits
            bytes[i] = (byte) (((first << 6) | second) >> unused);
        }
        return bytes;
    }

    private static int firstSign(int index) {
        return 8 * index / 6;
    }

    private static int lastSign(int index) {
        return (8 * index + 7) / 6;
    }

    /** The code point whose UTF-8 begins there; -1 if none does, or a control character that text does not have. */
    private static int codePoint(byte[] bytes, int at) {
        int length = utf8Length(bytes[at]);
        if (length == 1) {
            int ascii = bytes[at];
            return Character.isISOControl(ascii) && "\t\r\n".indexOf(ascii) < 0 ? -1 : ascii;
        }
        if (length == 0 || at + length > bytes.length) {
            return -1;
        }
        int codePoint = bytes[at] & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return -1;
            }
            codePoint = (codePoint << 6) | (bytes[at + i] & 0x3F);
        }
        boolean shortest = codePoint >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean character = Character.isValidCodePoint(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE
                && !Character.isISOControl(codePoint);
        return shortest && character ? codePoint : -1;
    }

    /** Bytes of the code point that begins with {@code first}; 0 if none does. */
    private static int utf8Length(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        return ones == 0 ? 1 : ones >= 2 && ones <= 4 ? ones : 0;
    }

    private int value(int at) {
        int codePoint = letters.get(at)[0];
        return codePoint < VALUES.length ? VALUES[codePoint] : -1;
    }

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int at = 0; at < SIGNS.length(); at++) {
            values[SIGNS.charAt(at)] = at < 64 ? at : at - 2;
        }
        return values;
    }
}
