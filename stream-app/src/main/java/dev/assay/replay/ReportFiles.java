package dev.assay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.evaluation.report.Block;
import dev.assay.evaluation.report.Html;
import dev.assay.evaluation.report.Markdown;
import dev.assay.json.Json;
import dev.assay.schemas.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a report: {@code replay.html}, {@code REPLAY.md}, {@code replay.json} and {@code manifest.json}. */
public final class ReportFiles {

    private static final List<Decision> DECISIONS = List.of(Decision.values());

    private ReportFiles() {}

    /**
     * @param directory made if it is missing; files of an earlier report are overwritten
     * @return the files
     */
    public static List<Path> write(ReplayReport report, Path directory) throws IOException {
        ReportPage page = new ReportPage(report);
        List<Block> blocks = page.blocks();
        Files.createDirectories(directory);
        Path html = directory.resolve("replay.html");
        Path markdown = directory.resolve("REPLAY.md");
        Path json = directory.resolve("replay.json");
        Path manifest = directory.resolve("manifest.json");
        Files.writeString(html, Html.page(page.title(), blocks), UTF_8);
        Files.writeString(markdown, Markdown.page(blocks, ""), UTF_8);
        Files.write(json, json(report));
        Files.write(manifest, report.manifest().bytes());
        return List.of(html, markdown, json, manifest);
    }

    static byte[] json(ReplayReport report) {
        Comparison comparison = report.comparison();
        ObjectNode json = Json.object();
        json.put("run", report.manifest().manifest().run());
        json.put("identical", comparison.isIdentical());
        json.put(
                "mustBeIdentical",
                comparison.mustBeIdentical(report.manifest().manifest().bundle(), report.engine()));
        json.put("verdict", report.verdict());
        json.put("engine", report.engine());
        json.put("largestScoreChange", comparison.largestScoreChange());
        ObjectNode outcomes = json.putObject("outcomes");
        for (Outcome outcome : Outcome.values()) {
            ObjectNode counts = outcomes.putObject(word(outcome));
            counts.put("all", comparison.count(outcome));
            DECISIONS.forEach(decision -> counts.put(word(decision), comparison.count(outcome, decision)));
            counts.put("undecided", comparison.count(outcome, null));
        }
        report.notes().forEach(json.putArray("notes")::add);
        json.put("repeatedOriginals", report.repeatedOriginals());
        json.put("deletedOriginals", report.deletedOriginals());
        var differences = json.putArray("differences");
        comparison.differences().forEach(finding -> put(differences.addObject(), finding));
        return Json.write(json);
    }

    private static void put(ObjectNode node, Finding finding) {
        AlertKey key = finding.key();
        node.put("outcome", word(finding.outcome()));
        node.put("conversationId", key.conversationId());
        node.put("turnId", key.turnId());
        node.put("detector", key.detector());
        Decision decision = finding.decision();
        node.put("decision", decision == null ? null : word(decision));
        finding.fields().forEach(node.putArray("differs")::add);
        put(node, "then", finding.original());
        put(node, "now", finding.replayed());
    }

    private static void put(ObjectNode node, String name, @Nullable ReportedAlert alert) {
        if (alert == null) {
            node.putNull(name);
            return;
        }
        ObjectNode one = node.putObject(name);
        one.put("alertId", alert.id());
        one.put("bundle", alert.bundle());
        one.put("engine", alert.engine());
        one.put("score", alert.score());
        one.put("threshold", alert.threshold());
        one.put("scope", alert.scope().name());
        one.put("turnScore", alert.turnScore());
        one.put("conversationScore", alert.conversationScore());
        one.put("severity", alert.severity().name());
        one.put("suppressed", alert.suppressed());
        one.put("evidence", alert.evidence());
        one.putObject("source")
                .put("topic", alert.source().topic())
                .put("partition", alert.source().partition())
                .put("offset", alert.source().offset())
                .put("turnIndex", alert.source().turnIndex());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
