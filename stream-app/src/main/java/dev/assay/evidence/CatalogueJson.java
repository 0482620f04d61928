package dev.assay.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.bundle.Bundle;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.Probe;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.WeightedProbe;
import dev.assay.json.Json;
import dev.assay.schemas.Alert;
import dev.assay.schemas.FeatureActivation;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code catalogue.json}: what the alert's detector, its probes and the features of its evidence are said to mean. */
final class CatalogueJson {

    private CatalogueJson() {}

    static byte[] write(Alert alert, DetectorSpec detector, Bundle bundle) {
        ObjectNode json = Json.object();
        json.putObject("detector")
                .put("id", detector.id())
                .put("category", detector.category())
                .put("severity", word(detector.severity()))
                .put("threshold", detector.threshold())
                .put("minTokens", detector.minTokens())
                .put("prior", detector.prior())
                .put("forgetting", detector.forgetting());
        ArrayNode probes = json.putArray("probes");
        for (WeightedProbe term : detector.probes()) {
            String hook = bundle.catalogue()
                    .probe(term.probe())
                    .map(Probe::hook)
                    .map(Object::toString)
                    .orElse("");
            probes.addObject()
                    .put("id", term.probe())
                    .put("weight", term.weight())
                    .put("hook", hook);
        }
        Set<Integer> shown = alert.evidence().features().stream()
                .map(FeatureActivation::feature)
                .collect(Collectors.toSet());
        ArrayNode features = json.putArray("features");
        bundle.catalogue().features().stream()
                .filter(entry -> shown.contains(entry.feature()))
                .forEach(entry -> write(entry, features.addObject()));
        return Json.write(json);
    }

    private static void write(CatalogueEntry entry, ObjectNode json) {
        json.put("feature", entry.feature())
                .put("label", entry.label())
                .put("description", entry.description())
                .put("category", entry.category())
                .put("status", word(entry.status()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
