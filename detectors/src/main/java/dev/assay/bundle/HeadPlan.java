package dev.assay.bundle;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.Probe;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.FeatureColumn;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which head column holds what. For each hook point, shallowest first: the probes at it in the catalogue's order, then,
 * if the dictionary is there, the catalogue's features in ascending order.
 */
final class HeadPlan {

    private final Head head;
    private final Map<String, Integer> probeColumns = new HashMap<>();
    private final List<FeatureColumn> features = new ArrayList<>();

    /** @throws dev.assay.dictionary.DictionaryException if single features of the dictionary cannot be computed */
    HeadPlan(Catalogue catalogue, Dictionary dictionary) {
        TreeSet<HookPoint> hooks = new TreeSet<>();
        catalogue.probes().forEach(probe -> hooks.add(probe.hook()));
        if (!catalogue.features().isEmpty()) {
            hooks.add(dictionary.hook());
        }
        List<Tap> taps = new ArrayList<>();
        int column = 0;
        for (HookPoint hook : hooks) {
            List<Probe> probes = catalogue.probes().stream()
                    .filter(probe -> probe.hook().equals(hook))
                    .toList();
            if (!probes.isEmpty()) {
                taps.add(linear(hook, probes));
            }
            for (Probe probe : probes) {
                probeColumns.put(probe.id(), column++);
            }
            if (hook.equals(dictionary.hook()) && !catalogue.features().isEmpty()) {
                taps.add(dictionary.slice(catalogue.features().stream()
                        .mapToInt(CatalogueEntry::feature)
                        .toArray()));
                for (CatalogueEntry entry : catalogue.features()) {
                    features.add(new FeatureColumn(column++, entry));
                }
            }
        }
        this.head = new Head(taps);
    }

    private static Tap.Linear linear(HookPoint hook, List<Probe> probes) {
        int columns = probes.size();
        int dModel = probes.get(0).dModel();
        float[] weight = new float[dModel * columns]; // [dModel, columns]
        float[] bias = new float[columns];
        for (int column = 0; column < columns; column++) {
            float[] probe = probes.get(column).weight(); // [dModel]
            bias[column] = probes.get(column).bias();
            for (int i = 0; i < dModel; i++) {
                weight[i * columns + column] = probe[i];
            }
        }
        return new Tap.Linear(hook, weight, bias);
    }

    Head head() {
        return head;
    }

    List<FeatureColumn> features() {
        return List.copyOf(features);
    }

    Detector detector(DetectorSpec spec) {
        int[] columns = spec.probes().stream()
                .mapToInt(term -> probeColumns.getOrDefault(term.probe(), -1))
                .toArray();
        List<FeatureColumn> shown = features.stream()
                .filter(feature ->
                        spec.evidenceFeatures().contains(feature.entry().feature()))
                .toList();
        return new Detector(spec, columns, shown);
    }
}
