package dev.assay.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.Json;

/** A verification's report for programs. */
public final class ReportJson {

    private ReportJson() {}

    /** UTF-8. */
    public static byte[] write(AuditReport report) {
        ObjectNode json = Json.object();
        json.put("intact", report.isIntact());
        json.put("exitCode", report.exitCode());
        json.put("verdict", report.verdict());
        ArrayNode partitions = json.putArray("partitions");
        report.coverage().forEach(one -> partitions
                .addObject()
                .put("topic", one.partition().topic())
                .put("partition", one.partition().partition())
                .put("checkpoints", one.checkpoints())
                .put("from", one.from())
                .put("to", one.to())
                .put("lastMade", one.lastMade().toString())
                .put("covered", one.covered())
                .put("expired", one.expired())
                .put("uncovered", one.uncovered()));
        ArrayNode findings = json.putArray("findings");
        report.findings().forEach(one -> findings.addObject()
                .put("kind", one.kind().word())
                .put("topic", one.topic())
                .put("partition", one.partition())
                .put("from", one.from())
                .put("to", one.to())
                .put("records", one.records())
                .put("detail", one.detail()));
        return Json.write(json);
    }
}
