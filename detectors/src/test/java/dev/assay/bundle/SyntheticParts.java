package dev.assay.bundle;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.catalogue.Probe;
import dev.assay.graph.HookPoint;
import java.util.List;
import java.util.Random;

/** Parts of bundles whose weights are seeded random numbers, for tests and benchmarks. */
public final class SyntheticParts {

    private SyntheticParts() {}

    /** The features as they are described before anybody has looked at them, and the probes. */
    public static Catalogue catalogue(List<Integer> features, List<Probe> probes) {
        return new Catalogue(
                features.stream()
                        .map(feature -> new CatalogueEntry(
                                feature,
                                "feature " + feature,
                                "",
                                "general",
                                CatalogueEntry.Status.UNCONFIRMED,
                                new FeatureReference(0.05, 0.3, 1.5)))
                        .toList(),
                probes);
    }

    public static Probe probe(String id, HookPoint hook, int dModel, Random random, double deviation, float bias) {
        return new Probe(id, hook, gaussian(random, dModel, deviation), bias);
    }

    public static float[] gaussian(Random random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
