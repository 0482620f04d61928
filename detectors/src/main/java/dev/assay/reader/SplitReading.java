package dev.assay.reader;

import dev.assay.chat.Prompt;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.token.ControlTokens;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Turns read up to a hook point, once, and on from there as often as wanted with other residuals: what does the rest of the
 * reader make of them? Thread-safe.
 *
 * <p>Positions are those of all windows of all turns, one window after the other, control tokens included.
 */
public final class SplitReading {

    private final ReaderModel model;
    private final HookPoint hook;
    private final List<Window> windows = new ArrayList<>();
    private final List<Integer> firstWindows = new ArrayList<>(List.of(0)); // [turns + 1]
    private final List<Integer> starts = new ArrayList<>(List.of(0)); // [windows + 1]
    private final BitSet text = new BitSet(); // positions
    private final float[] residuals; // [positions, dModel]

    /**
     * Reads the turns.
     *
     * @param prompts each as it would be read when serving; in memory at once
     * @param model not closed
     */
    public SplitReading(ReaderModel model, HookPoint hook, List<Prompt> prompts) {
        this.model = model;
        this.hook = hook;
        for (Prompt prompt : prompts) {
            Tokens turn = model.tokenizer().tokenize(prompt.turn().text());
            int[] context = ContextTokens.tail(prompt.context(), model.spec().contextTokens(), model.tokenizer());
            for (Window window :
                    Windows.plan(context, 0, turn, model.tokenizer().controlTokens(), model.spec())) {
                add(window);
            }
            firstWindows.add(windows.size());
        }
        Head residual = Head.residuals(List.of(hook), dModel());
        this.residuals = run(model.fuse(residual), window -> windows.get(window).ids());
    }

    private void add(Window window) {
        ControlTokens controls = model.tokenizer().controlTokens();
        int start = positions();
        for (int i = 0; i < window.length(); i++) {
            int id = window.ids()[i];
            text.set(start + i, id != controls.start() && id != controls.separator());
        }
        windows.add(window);
        starts.add(start + window.length());
    }

    private int dModel() {
        return model.spec().dModel();
    }

    public int positions() {
        return starts.get(starts.size() - 1);
    }

    /** Whether a position is of text, a turn's or its context's, and not a control token. */
    public boolean isText(int position) {
        return text.get(position);
    }

    /** Positions of a turn's own tokens, in text order. */
    public int[] turn(int index) {
        return IntStream.range(firstWindows.get(index), firstWindows.get(index + 1))
                .flatMap(window -> IntStream.range(0, windows.get(window).scored())
                        .map(token -> starts.get(window) + windows.get(window).firstPosition() + token))
                .toArray();
    }

    /** The residuals at the hook point, {@code [positions, dModel]}; a copy to change. */
    public float[] residuals() {
        return residuals.clone();
    }

    /**
     * Reads on from other residuals.
     *
     * @param changed {@code [positions, dModel]}
     * @param head taps the hook point or deeper ones
     * @return {@code [positions, head.columns()]}
     */
    public float[] resume(float[] changed, Head head) {
        if (changed.length != residuals.length) {
            throw new IllegalArgumentException("residuals have " + changed.length + " elements; expected " + positions()
                    + " positions x " + dModel());
        }
        return run(
                model.resume(hook, changed, head), window -> IntStream.range(starts.get(window), starts.get(window + 1))
                        .toArray());
    }

    /** @param ids token ids of a window, by its index */
    private float[] run(FusedGraph graph, IntFunction<int[]> ids) {
        float[] scores = new float[Math.multiplyExact(positions(), graph.columns())];
        try (Engine engine = Engines.open(EngineChoice.ONNXRUNTIME, graph, EngineOptions.DEFAULT)) {
            IntStream.range(0, windows.size()).parallel().forEach(window -> {
                int[] row = ids.apply(window);
                float[] of = engine.run(TokenBatch.of(List.of(row), row.length, 0));
                System.arraycopy(of, 0, scores, starts.get(window) * graph.columns(), of.length);
            });
        }
        return scores;
    }
}
