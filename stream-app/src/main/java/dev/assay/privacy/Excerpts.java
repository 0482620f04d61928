package dev.assay.privacy;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert may quote of its turn.
 *
 * @param quoted whether it may quote at all
 * @param context UTF-16 units before and behind the flagged text
 * @param redacted whether identifiers are cut out
 */
public record Excerpts(boolean quoted, int context, boolean redacted) {

    /** Alerts without a word of the turn. */
    public static final Excerpts NONE = new Excerpts(false, 0, true);

    private static final int LONGEST_SPAN = 280; // UTF-16 units of flagged text: a readable length

    public static Excerpts of(Config config) {
        return new Excerpts(
                config.get(Settings.ALERT_EXCERPT),
                config.get(Settings.EXCERPT_CONTEXT),
                config.get(Settings.REDACTION));
    }

    /**
     * The strongest span, cut to a readable length, and what is around it.
     *
     * @param spans the strongest first; without any the conversation decided, and no part is to be shown
     * @return null if nothing is quoted
     */
    public @Nullable String of(String text, List<Span> spans) {
        if (!quoted || spans.isEmpty()) {
            return null;
        }
        Span strongest = spans.get(0);
        int end = Math.min(strongest.end(), strongest.start() + LONGEST_SPAN);
        int from = whole(text, Math.max(0, strongest.start() - context));
        int to = whole(text, Math.min(text.length(), end + context));
        return redacted ? Redactor.redacted(text, from, to) : text.substring(from, to);
    }

    /** The same place, or the one before if it would part the two halves of a character. */
    private static int whole(String text, int place) {
        boolean parts = place > 0
                && place < text.length()
                && Character.isLowSurrogate(text.charAt(place))
                && Character.isHighSurrogate(text.charAt(place - 1));
        return parts ? place - 1 : place;
    }
}
