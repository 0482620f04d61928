package dev.assay.terminal;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {}

    /** {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 turn}, {@code 12,345 turns}. */
    public static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** {@code 340 ms}, {@code 2.5 s} or {@code 3 min 20 s}. */
    public static String seconds(double seconds) {
        if (seconds < 0.9995) {
            return Math.round(seconds * 1000) + " ms";
        }
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }

    /** {@code 1,234 tokens/s}. */
    public static String rate(long number, double seconds, String things) {
        return count(seconds > 0 ? Math.round(number / seconds) : 0) + " " + things + "/s";
    }
}
