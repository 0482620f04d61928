package dev.assay.reader;

import dev.assay.token.ControlTokens;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plans how a turn is read in windows of at most {@link ReaderSpec#window()} tokens, so that every token of the turn is
 * scored exactly once. Pure.
 *
 * <p>A window is {@code [START] context [SEP] turn-part [SEP]}, or {@code [START] turn-part [SEP]} without context. The
 * first window's context is the tail of the earlier messages; a later window's context is the turn's own tokens before it.
 */
public final class Windows {

    private Windows() {}

    /**
     * @param context token ids of earlier messages, the newest last; all but the last {@code contextTokens} are left out
     * @param carried of these, the last so many are the turn's author's; the first window carries them
     * @return in text order; empty for a turn without tokens
     */
    public static List<Window> plan(int[] context, int carried, Tokens turn, ControlTokens controls, ReaderSpec spec) {
        List<Window> windows = new ArrayList<>();
        int kept = Math.min(context.length, spec.contextTokens());
        int[] before = Arrays.copyOfRange(context, context.length - kept, context.length);
        int next = 0;
        while (next < turn.size()) {
            Window window =
                    window(before, next == 0 ? Math.min(carried, kept) : 0, turn, next, controls, spec.window());
            windows.add(window);
            next += window.scored();
            before = ids(turn, Math.max(0, next - spec.overlap()), next);
        }
        return windows;
    }

    private static Window window(int[] before, int carried, Tokens turn, int next, ControlTokens controls, int limit) {
        int firstPosition = before.length == 0 ? 1 : before.length + 2;
        int scored = Math.min(turn.size() - next, limit - firstPosition - 1);
        int[] ids = new int[firstPosition + scored + 1];
        ids[0] = controls.start();
        if (before.length > 0) {
            System.arraycopy(before, 0, ids, 1, before.length);
            ids[firstPosition - 1] = controls.separator();
        }
        System.arraycopy(ids(turn, next, next + scored), 0, ids, firstPosition, scored);
        ids[firstPosition + scored] = controls.separator();
        return new Window(ids, firstPosition, next, scored, carried);
    }

    private static int[] ids(Tokens turn, int from, int to) {
        int[] ids = new int[to - from];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = turn.id(from + i);
        }
        return ids;
    }
}
