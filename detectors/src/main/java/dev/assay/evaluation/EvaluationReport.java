package dev.assay.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation measured.
 *
 * @param bundle digest of the bundle
 * @param turns read, benign ones included
 * @param tokens of those turns
 * @param results by file, category, source and detector
 */
public record EvaluationReport(String bundle, long turns, long tokens, double seconds, List<EvaluationRow> results) {

    public EvaluationReport {
        results = List.copyOf(results);
    }

    /** JSON for other programs; a figure that cannot be computed is null. */
    public String toJson() {
        ObjectNode json = Json.object();
        json.put("bundle", bundle);
        json.put("turns", turns);
        json.put("tokens", tokens);
        json.put("seconds", seconds);
        ArrayNode rows = json.putArray("results");
        results.forEach(row -> put(rows.addObject(), row));
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode json, EvaluationRow row) {
        json.put("file", row.file());
        json.put("category", row.category());
        json.put("source", row.source());
        json.put("detector", row.detector());
        json.put("positives", row.positives());
        json.put("negatives", row.negatives());
        json.put("flagged", row.flagged());
        json.put("auroc", row.auroc());
        put(json.putObject("recallAtFpr"), row.recallAtFpr());
        put(json.putObject("recallAtBenignFpr"), row.recallAtBenignFpr());
    }

    private static void put(ObjectNode json, Map<Double, Metrics.@Nullable Recall> recalls) {
        for (double rate : Evaluator.RATES) {
            Metrics.Recall recall = recalls.get(rate);
            json.put(Double.toString(rate), recall == null ? null : Double.valueOf(recall.value()));
        }
    }
}
