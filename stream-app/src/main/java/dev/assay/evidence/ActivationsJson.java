package dev.assay.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.bundle.Bundle;
import dev.assay.detector.Detector;
import dev.assay.detector.FeatureColumn;
import dev.assay.json.Json;
import dev.assay.reader.TurnScores;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code activations.json}: what the reader showed at each token of the alert's turn. */
final class ActivationsJson {

    private static final int MOST_FEATURES = 8; // of one token, the strongest
    private static final double STEPS = 1e4;

    private ActivationsJson() {}

    /** @param text of the turn */
    static byte[] write(Bundle bundle, TurnScores scores, String text) {
        Map<String, double[]> logits = new TreeMap<>(); // [tokens] by detector
        for (Detector detector : bundle.detectors()) {
            logits.put(detector.spec().id(), detector.logits(scores));
        }
        ObjectNode json = Json.object();
        json.put("bundle", bundle.digest());
        ArrayNode tokens = json.putArray("tokens");
        for (int token = 0; token < scores.tokens().size(); token++) {
            int start = scores.tokens().start(token);
            int end = scores.tokens().end(token);
            ObjectNode one = tokens.addObject();
            one.put("id", scores.tokens().id(token));
            one.put("start", start);
            one.put("end", end);
            one.put("text", text.substring(start, end));
            ObjectNode values = one.putObject("logits");
            for (Map.Entry<String, double[]> detector : logits.entrySet()) {
                values.put(detector.getKey(), rounded(detector.getValue()[token]));
            }
            ObjectNode features = one.putObject("features");
            for (FeatureColumn feature : strongest(bundle.features(), scores, token)) {
                features.put(
                        Integer.toString(feature.entry().feature()), rounded(scores.score(token, feature.column())));
            }
        }
        return Json.write(json);
    }

    private static List<FeatureColumn> strongest(List<FeatureColumn> features, TurnScores scores, int token) {
        return features.stream()
                .filter(feature -> scores.score(token, feature.column()) > 0)
                .sorted(Comparator.comparingDouble(feature -> -scores.score(token, feature.column())))
                .limit(MOST_FEATURES)
                .toList();
    }

    private static double rounded(double value) {
        return Math.rint(value * STEPS) / STEPS;
    }
}
