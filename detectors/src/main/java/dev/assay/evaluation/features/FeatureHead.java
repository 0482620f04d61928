package dev.assay.evaluation.features;

import dev.assay.bundle.Bundle;
import dev.assay.catalogue.Probe;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The head that a catalogue is measured with: at each probe's hook point the probes' logits and the residual's projections on
 * the evidence features' directions, then the features' values, then the residual at the dictionary's hook point. Immutable.
 *
 * <p>A feature's direction is its decoder row, scaled to norm 1.
 */
final class FeatureHead {

    private final int[] features; // of the dictionary, ascending
    private final float[] directions; // [features, dModel]
    private final Map<String, Integer> probeColumns = new HashMap<>();
    private final Map<HookPoint, Integer> firstProjections = new HashMap<>();
    private final int firstValue;
    private final Head head;

    FeatureHead(Bundle bundle) {
        Dictionary dictionary = bundle.dictionary();
        features = bundle.detectors().stream()
                .flatMap(detector -> detector.spec().evidenceFeatures().stream())
                .mapToInt(Integer::intValue)
                .distinct()
                .sorted()
                .toArray();
        directions = new float[features.length * dictionary.dModel()];
        for (int i = 0; i < features.length; i++) {
            float[] unit = Directions.of(dictionary, features[i]);
            System.arraycopy(unit, 0, directions, i * unit.length, unit.length);
        }
        List<Tap> taps = new ArrayList<>();
        int column = 0;
        TreeSet<HookPoint> hooks = new TreeSet<>();
        bundle.catalogue().probes().forEach(probe -> hooks.add(probe.hook()));
        for (HookPoint hook : hooks) {
            List<Probe> probes = bundle.catalogue().probes().stream()
                    .filter(probe -> probe.hook().equals(hook))
                    .toList();
            for (int i = 0; i < probes.size(); i++) {
                probeColumns.put(probes.get(i).id(), column + i);
            }
            firstProjections.put(hook, column + probes.size());
            taps.add(linear(hook, probes, dictionary.dModel()));
            column += probes.size() + features.length;
        }
        firstValue = column;
        if (features.length > 0) {
            taps.add(dictionary.slice(features));
        }
        taps.add(new Tap.Residual(dictionary.hook(), dictionary.dModel()));
        head = new Head(taps);
    }

    /** The probes' columns, then the directions'. */
    private Tap.Linear linear(HookPoint hook, List<Probe> probes, int dModel) {
        int columns = probes.size() + features.length;
        float[] weight = new float[dModel * columns]; // [dModel, columns]
        float[] bias = new float[columns];
        for (int column = 0; column < columns; column++) {
            boolean ofProbe = column < probes.size();
            float[] of = ofProbe ? probes.get(column).weight() : directions; // [dModel] or [features, dModel]
            int from = ofProbe ? 0 : (column - probes.size()) * dModel;
            bias[column] = ofProbe ? probes.get(column).bias() : 0;
            for (int i = 0; i < dModel; i++) {
                weight[i * columns + column] = of[from + i];
            }
        }
        return new Tap.Linear(hook, weight, bias);
    }

    Head head() {
        return head;
    }

    /** The evidence features of all detectors, ascending; they are counted from 0 in this order elsewhere. */
    int[] features() {
        return features.clone();
    }

    /** Counts a feature of the dictionary. */
    int indexOf(int feature) {
        return IntStream.range(0, features.length)
                .filter(i -> features[i] == feature)
                .findFirst()
                .orElseThrow();
    }

    int probeColumn(String probe) {
        Integer column = probeColumns.get(probe);
        if (column == null) {
            throw new IllegalArgumentException("probe '" + probe + "' is not in the bundle");
        }
        return column;
    }

    /** Column of a residual's projection on a feature's direction. */
    int projectionColumn(HookPoint hook, int index) {
        Integer first = firstProjections.get(hook);
        if (first == null) {
            throw new IllegalArgumentException("no probe is at " + hook);
        }
        return first + index;
    }

    int valueColumn(int index) {
        return firstValue + index;
    }

    int residualColumn() {
        return firstValue + features.length;
    }
}
