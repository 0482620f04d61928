package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.catalogue.Probe;
import dev.assay.dictionary.DType;
import dev.assay.dictionary.Safetensors;
import dev.assay.dictionary.Tensor;
import dev.assay.graph.HookPoint;
import dev.assay.json.Json;
import dev.assay.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code catalogue.json}, and the probes' numbers in {@code probes.safetensors}. */
final class CatalogueJson {

    private static final String WEIGHT = ".weight"; // [dModel]
    private static final String BIAS = ".bias"; // [1]
    private static final String MEASURED = "measured"; // missing where nobody measured

    private CatalogueJson() {}

    /** @param dModel the width every probe must have */
    static Catalogue read(JsonObject json, Safetensors numbers, int dModel) {
        List<CatalogueEntry> features =
                json.objects("features").stream().map(CatalogueJson::feature).toList();
        List<Probe> probes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonObject probe : json.objects("probes")) {
            probes.add(probe(probe, numbers, dModel));
            names.add(probe.string("id") + WEIGHT);
            names.add(probe.string("id") + BIAS);
        }
        json.done();
        numbers.requireNames(BundleLayout.PROBES, names.toArray(new String[0]));
        return new Catalogue(features, probes);
    }

    private static CatalogueEntry feature(JsonObject json) {
        CatalogueEntry entry = new CatalogueEntry(
                json.integer("feature"),
                json.string("label"),
                json.string("description"),
                json.string("category"),
                json.choice("status", CatalogueEntry.Status.class),
                new FeatureReference(json.number("firingRate"), json.number("median"), json.number("high")),
                json.has(MEASURED)
                        ? json.objects(MEASURED).stream()
                                .map(FeatureMeasurementJson::read)
                                .toList()
                        : List.of());
        json.done();
        return entry;
    }

    private static Probe probe(JsonObject json, Safetensors numbers, int dModel) {
        String id = json.string("id");
        HookPoint hook = HookPoint.parse(json.string("hook"));
        json.done();
        float[] weight = numbers.values(BundleLayout.PROBES, id + WEIGHT, dModel);
        float[] bias = numbers.values(BundleLayout.PROBES, id + BIAS, 1);
        return new Probe(id, hook, weight, bias[0]);
    }

    static ObjectNode write(Catalogue catalogue) {
        ObjectNode json = Json.object();
        ArrayNode features = json.putArray("features");
        for (CatalogueEntry entry : catalogue.features()) {
            ObjectNode feature = features.addObject();
            feature.put("feature", entry.feature())
                    .put("label", entry.label())
                    .put("description", entry.description())
                    .put("category", entry.category())
                    .put("status", entry.status().name().toLowerCase(Locale.ROOT))
                    .put("firingRate", entry.reference().firingRate())
                    .put("median", entry.reference().median())
                    .put("high", entry.reference().high());
            if (!entry.measurements().isEmpty()) {
                ArrayNode measured = feature.putArray(MEASURED);
                entry.measurements().forEach(one -> FeatureMeasurementJson.write(one, measured.addObject()));
            }
        }
        ArrayNode probes = json.putArray("probes");
        for (Probe probe : catalogue.probes()) {
            probes.addObject().put("id", probe.id()).put("hook", probe.hook().toString());
        }
        return json;
    }

    static Safetensors numbers(Catalogue catalogue) {
        Map<String, Tensor> tensors = new HashMap<>();
        for (Probe probe : catalogue.probes()) {
            tensors.put(probe.id() + WEIGHT, new Tensor(DType.F32, new int[] {probe.dModel()}, probe.weight()));
            tensors.put(probe.id() + BIAS, new Tensor(DType.F32, new int[] {1}, new float[] {probe.bias()}));
        }
        return new Safetensors(tensors, Map.of());
    }
}
