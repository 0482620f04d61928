package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.dictionary.Fidelity;
import dev.assay.json.Json;
import dev.assay.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code provenance.json}. */
final class ProvenanceJson {

    private static final String USES = "uses"; // missing in the first bundles

    private ProvenanceJson() {}

    static Provenance read(JsonObject json) {
        JsonObject seeds = json.object("seeds");
        Map<String, Long> seedValues = new HashMap<>();
        seeds.keys().forEach(key -> seedValues.put(key, seeds.longInteger(key)));
        List<Provenance.DataFile> data =
                json.objects("data").stream().map(ProvenanceJson::dataFile).toList();
        JsonObject detectors = json.object("measurements");
        Map<String, Map<String, Double>> measurements = new HashMap<>();
        detectors.keys().forEach(detector -> measurements.put(detector, numbers(detectors.object(detector))));
        Provenance provenance = new Provenance(
                json.string("name"),
                json.string("createdBy"),
                seedValues,
                data,
                fidelity(json.object("dictionary")),
                measurements);
        json.done();
        return provenance;
    }

    private static Provenance.DataFile dataFile(JsonObject json) {
        Provenance.DataFile file = new Provenance.DataFile(
                json.string("name"),
                json.string("sha256"),
                json.string("licence"),
                json.has(USES) ? json.strings(USES) : List.of());
        json.done();
        return file;
    }

    private static Fidelity fidelity(JsonObject json) {
        Fidelity fidelity =
                new Fidelity(json.number("meanL0"), json.number("explainedVariance"), json.longInteger("tokens"));
        json.done();
        return fidelity;
    }

    private static Map<String, Double> numbers(JsonObject json) {
        Map<String, Double> numbers = new HashMap<>();
        json.keys().forEach(key -> numbers.put(key, json.number(key)));
        return numbers;
    }

    static ObjectNode write(Provenance provenance) {
        ObjectNode json = Json.object();
        json.put("name", provenance.name()).put("createdBy", provenance.createdBy());
        ObjectNode seeds = json.putObject("seeds");
        new TreeMap<>(provenance.seeds()).forEach(seeds::put);
        ArrayNode data = json.putArray("data");
        for (Provenance.DataFile file : provenance.data()) {
            ObjectNode object = data.addObject()
                    .put("name", file.name())
                    .put("sha256", file.sha256())
                    .put("licence", file.licence());
            if (!file.uses().isEmpty()) {
                file.uses().forEach(object.putArray(USES)::add);
            }
        }
        json.putObject("dictionary")
                .put("meanL0", provenance.dictionary().meanL0())
                .put("explainedVariance", provenance.dictionary().explainedVariance())
                .put("tokens", provenance.dictionary().tokens());
        ObjectNode measurements = json.putObject("measurements");
        new TreeMap<>(provenance.measurements()).forEach((detector, numbers) -> {
            ObjectNode object = measurements.putObject(detector);
            new TreeMap<>(numbers).forEach(object::put);
        });
        return json;
    }
}
