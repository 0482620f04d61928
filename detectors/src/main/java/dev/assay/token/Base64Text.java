package dev.assay.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts what base64 says in its place. Pure; in time linear in the text.
 *
 * <p>A run is {@value #SHORTEST} or more signs of either alphabet, the standard one or that for URLs, on one line or on lines
 * of equal length, of which the last may be shorter. It counts as base64 where at least half of its bytes, and
 * {@value #SHORTEST_TEXT}, are one stretch of words, as {@link Utf8Stretch} says. That leaves names, paths, digests, keys,
 * pictures and the parts of JSON Web Tokens alone, which are other bytes or have no words. Signs before and behind the stretch
 * stay as they are, so that it need not begin where the run does. What was put in place is not looked at again: base64 within
 * base64 stays.
 *
 * <p>Source: RFC 4648, "The Base16, Base32, and Base64 Data Encodings".
 */
final class Base64Text {

    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    private static final int[] VALUES = values(); // [128], -1 for what is no sign
    private static final int PHASES = 4; // four signs hold three bytes
    private static final int SHORTEST = 24;
    private static final int SHORTEST_TEXT = 18; // bytes in that many signs
    private static final int MOST_PADDING = 2;

    private final List<int[]> letters;
    private final List<int[]> out;

    private Base64Text(List<int[]> letters) {
        this.letters = letters;
        this.out = new ArrayList<>(letters.size());
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
        int phase = 0;
        Utf8Stretch text = Utf8Stretch.longest(decoded(signs, phase));
        for (int other = 1; other < PHASES; other++) {
            Utf8Stretch found = Utf8Stretch.longest(decoded(signs, other));
            if (found.length() > text.length()) {
                phase = other;
                text = found;
            }
        }
        if (text.length() < SHORTEST_TEXT || !text.isMostOfTheBytes() || !text.isWords()) {
            return keep(from, end);
        }
        keep(from, signs[phase + firstSign(text.from())]);
        for (int at = text.from(); at < text.to(); at = text.next(at)) {
            int[] first = letters.get(signs[phase + firstSign(at)]);
            int[] last = letters.get(signs[phase + lastSign(text.next(at) - 1)]);
            out.add(new int[] {text.codePoint(at), first[1], last[2]});
        }
        keep(signs[phase + lastSign(text.to() - 1)] + 1, end);
        return text.reachesTheEnd() ? afterPadding(end) : end;
    }

    private int afterPadding(int end) {
        int at = end;
        while (at < Math.min(letters.size(), end + MOST_PADDING) && letters.get(at)[0] == '=') {
            at++;
        }
        return at;
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
