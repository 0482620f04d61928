package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.chat.Role;
import dev.assay.detector.Calibration;
import dev.assay.detector.Combination;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Passage;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.json.Json;
import dev.assay.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code detectors.json}. */
final class DetectorsJson {

    private DetectorsJson() {}

    static List<DetectorSpec> read(JsonObject json) {
        List<DetectorSpec> detectors = new ArrayList<>();
        for (JsonObject detector : json.objects("detectors")) {
            detectors.add(detector(detector));
        }
        json.done();
        return detectors;
    }

    private static DetectorSpec detector(JsonObject json) {
        DetectorSpec detector = new DetectorSpec(
                json.string("id"),
                json.string("category"),
                json.choice("severity", Severity.class),
                json.choice("mode", Mode.class),
                json.choices("roles", Role.class),
                json.objects("probes").stream().map(DetectorsJson::term).toList(),
                pooling(json.object("pooling")),
                json.has("passage") ? passage(json.object("passage")) : null,
                json.integer("minTokens"),
                json.number("prior"),
                json.number("forgetting"),
                calibration(json.object("turnCalibration")),
                calibration(json.object("conversationCalibration")),
                json.has("combination") ? combination(json.object("combination")) : new Combination.Largest(),
                json.number("threshold"),
                Arrays.stream(json.longIntegers("evidenceFeatures"))
                        .mapToObj(Math::toIntExact)
                        .toList());
        json.done();
        return detector;
    }

    private static WeightedProbe term(JsonObject json) {
        WeightedProbe term = new WeightedProbe(json.string("probe"), json.number("weight"));
        json.done();
        return term;
    }

    private static Pooling pooling(JsonObject json) {
        Pooling pooling =
                switch (json.string("kind")) {
                    case "mean" -> new Pooling.Mean();
                    case "max" -> new Pooling.Max();
                    case "rolling-mean" -> new Pooling.RollingMean(json.integer("width"));
                    case "softmax-weighted" -> new Pooling.SoftmaxWeighted(json.number("temperature"));
                    default -> throw json.wrong("kind", "one of mean, max, rolling-mean, softmax-weighted");
                };
        json.done();
        return pooling;
    }

    private static Passage passage(JsonObject json) {
        Passage passage = new Passage(json.number("halfLife"), calibration(json.object("calibration")));
        json.done();
        return passage;
    }

    private static Combination combination(JsonObject json) {
        Combination combination =
                switch (json.string("kind")) {
                    case "pooled-odds" -> new Combination.PooledOdds(json.number("strongestShare"));
                    default -> throw json.wrong("kind", "pooled-odds; without a combination it is the largest");
                };
        json.done();
        return combination;
    }

    private static Calibration calibration(JsonObject json) {
        Calibration calibration =
                switch (json.string("kind")) {
                    case "platt" -> new Calibration.Platt(json.number("slope"), json.number("intercept"));
                    case "isotonic" -> new Calibration.Isotonic(json.numbers("x"), json.numbers("y"));
                    default -> throw json.wrong("kind", "one of platt, isotonic");
                };
        json.done();
        return calibration;
    }

    static ObjectNode write(List<DetectorSpec> detectors) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("detectors");
        for (DetectorSpec detector : detectors) {
            write(detector, list.addObject());
        }
        return json;
    }

    private static void write(DetectorSpec detector, ObjectNode json) {
        json.put("id", detector.id())
                .put("category", detector.category())
                .put("severity", detector.severity().name().toLowerCase(Locale.ROOT))
                .put("mode", detector.mode().name().toLowerCase(Locale.ROOT));
        ArrayNode roles = json.putArray("roles");
        detector.roles().forEach(role -> roles.add(role.name().toLowerCase(Locale.ROOT)));
        ArrayNode probes = json.putArray("probes");
        for (WeightedProbe term : detector.probes()) {
            probes.addObject().put("probe", term.probe()).put("weight", term.weight());
        }
        json.set("pooling", pooling(detector.pooling()));
        Passage passage = detector.passage();
        if (passage != null) {
            json.putObject("passage")
                    .put("halfLife", passage.halfLife())
                    .set("calibration", calibration(passage.calibration()));
        }
        json.put("minTokens", detector.minTokens())
                .put("prior", detector.prior())
                .put("forgetting", detector.forgetting());
        json.set("turnCalibration", calibration(detector.turnCalibration()));
        json.set("conversationCalibration", calibration(detector.conversationCalibration()));
        if (detector.combination() instanceof Combination.PooledOdds pooled) {
            json.set("combination", kind("pooled-odds").put("strongestShare", pooled.strongestShare()));
        }
        json.put("threshold", detector.threshold());
        ArrayNode features = json.putArray("evidenceFeatures");
        detector.evidenceFeatures().forEach(features::add);
    }

    private static ObjectNode pooling(Pooling pooling) {
        if (pooling instanceof Pooling.RollingMean rolling) {
            return kind("rolling-mean").put("width", rolling.width());
        }
        if (pooling instanceof Pooling.SoftmaxWeighted softmax) {
            return kind("softmax-weighted").put("temperature", softmax.temperature());
        }
        return kind(pooling instanceof Pooling.Max ? "max" : "mean");
    }

    private static ObjectNode calibration(Calibration calibration) {
        if (calibration instanceof Calibration.Isotonic isotonic) {
            ObjectNode json = kind("isotonic");
            Arrays.stream(isotonic.x()).forEach(json.putArray("x")::add);
            Arrays.stream(isotonic.y()).forEach(json.putArray("y")::add);
            return json;
        }
        Calibration.Platt platt = (Calibration.Platt) calibration;
        return kind("platt").put("slope", platt.slope()).put("intercept", platt.intercept());
    }

    private static ObjectNode kind(String kind) {
        return Json.object().put("kind", kind);
    }
}
