package dev.assay.graph;

import java.util.List;

/**
 * The scoring head that is fused behind the cut graph: linear taps of the residual stream, concatenated.
 *
 * <p>Its columns are the taps' columns in order. Immutable.
 */
public record Head(List<Tap> taps) {

    public Head {
        taps = List.copyOf(taps);
        if (taps.isEmpty()) {
            throw new IllegalArgumentException("head has no taps; expected at least one");
        }
    }

    /** A head without weights: the residual streams themselves, {@code hooks.size() * dModel} columns. */
    public static Head residuals(List<HookPoint> hooks, int dModel) {
        return new Head(
                hooks.stream().<Tap>map(hook -> new Tap.Residual(hook, dModel)).toList());
    }

    public int columns() {
        return taps.stream().mapToInt(Tap::columns).sum();
    }

    /** The deepest layer any tap needs; everything after it is cut away. */
    public HookPoint deepest() {
        return taps.stream().map(Tap::hook).max(HookPoint::compareTo).orElseThrow();
    }
}
