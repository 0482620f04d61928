package dev.assay.evaluation.features;

import dev.assay.bundle.Bundle;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.Probe;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.ReadTranscript.ReadTurn;
import dev.assay.graph.HookPoint;
import dev.assay.reader.TurnScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Everything that is gathered while texts are read. Not thread-safe. */
final class FeatureCollector {

    private final FeatureHead head;
    private final CodeSample codes;
    private final List<FeatureTally> features; // in the head's order
    private final List<List<EvidenceTally>> evidence; // by feature
    private final Map<HookPoint, double[]> projections = new HashMap<>(); // sums, [features]
    private final float[] row;
    private long tokens;

    FeatureCollector(Bundle bundle, FeatureHead head, long seed) {
        this.head = head;
        this.codes = new CodeSample(bundle.dictionary(), seed);
        this.row = new float[head.head().columns()];
        this.features = IntStream.range(0, head.features().length)
                .mapToObj(i -> new FeatureTally(entry(bundle, head.features()[i]), head.valueColumn(i)))
                .toList();
        this.evidence = new ArrayList<>();
        for (FeatureTally feature : features) {
            int number = feature.entry().feature();
            evidence.add(bundle.detectors().stream()
                    .filter(detector -> detector.spec().evidenceFeatures().contains(number))
                    .map(detector ->
                            new EvidenceTally(detector.spec(), bundle.catalogue(), head, head.indexOf(number), seed))
                    .toList());
        }
        for (Probe probe : bundle.catalogue().probes()) {
            projections.put(probe.hook(), new double[features.size()]);
        }
    }

    private static CatalogueEntry entry(Bundle bundle, int feature) {
        return bundle.catalogue().feature(feature).orElseThrow();
    }

    /**
     * @param shown whether the text may be an example
     * @param counted whether the record is one to tell harmful from harmless ones by
     */
    void add(ReadTranscript read, String file, boolean shown, boolean counted) {
        for (ReadTurn turn : read.turns()) {
            add(turn.scores());
        }
        for (int i = 0; i < features.size(); i++) {
            features.get(i).add(read, file, shown);
            evidence.get(i).forEach(tally -> tally.add(read, counted));
        }
    }

    private void add(TurnScores scores) {
        for (int token = 0; token < scores.tokens().size(); token++) {
            scores.copyRow(token, row, 0);
            codes.offer(row, head.residualColumn());
            for (Map.Entry<HookPoint, double[]> sums : projections.entrySet()) {
                int first = head.projectionColumn(sums.getKey(), 0);
                for (int i = 0; i < features.size(); i++) {
                    sums.getValue()[i] += row[first + i];
                }
            }
            tokens++;
        }
    }

    CodeSample codes() {
        return codes;
    }

    List<FeatureTally> features() {
        return features;
    }

    /** One for each detector that shows the feature. */
    List<EvidenceTally> evidence(int index) {
        return evidence.get(index);
    }

    /** Of the mean residual at a probe's hook point on a feature's direction. */
    double meanProjection(HookPoint hook, int index) {
        double[] sums = projections.get(hook);
        if (sums == null) {
            throw new IllegalArgumentException("no probe is at " + hook);
        }
        return sums[index] / Math.max(1, tokens);
    }

    long tokens() {
        return tokens;
    }
}
