package dev.assay.detector;

import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the stretches of a turn whose token logits stand out from the turn's own level.
 *
 * <ol>
 *   <li>Logits are smoothed: each becomes the mean of itself and up to {@link #REACH} neighbours on each side, rounded
 *       to {@link Verdict#PRECISION} so that the last bits of a score decide nothing.
 *   <li>A token stands out if its smoothed logit is at least halfway from the turn's mean to its largest. So one always
 *       does, and all do where the turn is even.
 *   <li>Each run of such tokens is a span. It grows on either side by tokens whose own logit reaches the same level, and
 *       then to whole words: by the tokens that adjoin it without a gap in the text, at most {@link #WORD} a side. Spans
 *       that meet become one.
 *   <li>The {@link #MOST} spans with the highest mean logit are kept, strongest first; the earlier wins a tie.
 * </ol>
 */
final class SpanFinder {

    static final int REACH = 2;
    static final int WORD = 8;
    static final int MOST = 5;

    private final Tokens tokens;
    private final double[] logits; // [tokens]

    private SpanFinder(Tokens tokens, double[] logits) {
        this.tokens = tokens;
        this.logits = logits;
    }

    /**
     * @param logits {@code [tokens]}, finite
     * @return not empty unless no token covers any text
     */
    static List<Span> find(Tokens tokens, double[] logits) {
        return logits.length == 0 ? List.of() : new SpanFinder(tokens, logits).spans();
    }

    private List<Span> spans() {
        List<Run> runs = new ArrayList<>();
        double[] smooth = smoothed();
        double level = level(smooth);
        for (Run run : standingOut(smooth, level)) {
            Run whole = wholeWords(grown(run, level));
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && meet(last, whole)) {
                runs.set(runs.size() - 1, new Run(last.from(), Math.max(last.to(), whole.to())));
            } else {
                runs.add(whole);
            }
        }
        return runs.stream()
                .filter(run -> start(run) < end(run))
                .map(run -> new Span(start(run), end(run), Detector.round(mean(logits, run.from(), run.to()))))
                .sorted(Comparator.comparingDouble(Span::score).reversed().thenComparingInt(Span::start))
                .limit(MOST)
                .toList();
    }

    private double[] smoothed() {
        double[] smooth = new double[logits.length];
        for (int token = 0; token < logits.length; token++) {
            double mean = mean(logits, Math.max(0, token - REACH), Math.min(logits.length, token + REACH + 1));
            smooth[token] = Detector.round(mean);
        }
        return smooth;
    }

    private static double level(double[] smooth) {
        double largest = new Pooling.Max().pool(smooth);
        return Detector.round((largest + mean(smooth, 0, smooth.length)) / 2);
    }

    private static List<Run> standingOut(double[] smooth, double level) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        for (int token = 0; token <= smooth.length; token++) {
            if (token == smooth.length || smooth[token] < level) {
                if (from < token) {
                    runs.add(new Run(from, token));
                }
                from = token + 1;
            }
        }
        return runs;
    }

    private Run grown(Run run, double level) {
        int from = run.from();
        while (from > 0 && logits[from - 1] >= level) {
            from--;
        }
        int to = run.to();
        while (to < logits.length && logits[to] >= level) {
            to++;
        }
        return new Run(from, to);
    }

    private Run wholeWords(Run run) {
        int from = run.from();
        while (from > 0 && run.from() - from < WORD && adjoin(from - 1)) {
            from--;
        }
        int to = run.to();
        while (to < logits.length && to - run.to() < WORD && adjoin(to - 1)) {
            to++;
        }
        return new Run(from, to);
    }

    /** Whether no text lies between {@code token} and the one after it. */
    private boolean adjoin(int token) {
        return tokens.end(token) >= tokens.start(token + 1);
    }

    /** By tokens or, where two tokens share a character, by text. */
    private boolean meet(Run left, Run right) {
        return right.from() <= left.to() || start(right) < end(left);
    }

    private int start(Run run) {
        int start = tokens.start(run.from());
        for (int token = run.from(); token < run.to(); token++) {
            start = Math.min(start, tokens.start(token));
        }
        return start;
    }

    private int end(Run run) {
        int end = 0;
        for (int token = run.from(); token < run.to(); token++) {
            end = Math.max(end, tokens.end(token));
        }
        return end;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /** Tokens {@code [from, to)}. */
    private record Run(int from, int to) {}
}
