package dev.assay.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.audit.AuditException;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The last checkpoint of each partition that an auditor has seen, kept where nobody who writes to Kafka can reach it. With
 * it, a checkpoint that is deleted from the end of its topic, together with what it covers, is missed.
 */
public record KnownHeads(List<Head> heads) {

    /** Before anything was verified. */
    public static final KnownHeads NONE = new KnownHeads(List.of());

    private static final int FORMAT = 1;

    /**
     * One checkpoint.
     *
     * @param to one past the last offset it covers
     * @param sha256 of its bytes
     */
    public record Head(TopicPartition partition, long sequence, long to, String sha256) {

        static Head of(SignedCheckpoint signed) {
            return new Head(
                    signed.checkpoint().partition(),
                    signed.checkpoint().sequence(),
                    signed.checkpoint().to(),
                    signed.digest());
        }
    }

    public KnownHeads {
        heads = List.copyOf(heads);
    }

    /**
     * None if there is no such file.
     *
     * @throws AuditException if the file is something else
     */
    public static KnownHeads read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            JsonObject json = Json.parse(file.toString(), Files.readAllBytes(file));
            if (json.integer("format") != FORMAT) {
                throw json.wrong("format", FORMAT + ", which this version of Assay writes");
            }
            List<Head> heads = new ArrayList<>();
            for (JsonObject one : json.objects("checkpoints")) {
                heads.add(new Head(
                        new TopicPartition(one.string("topic"), one.integer("partition")),
                        one.longInteger("sequence"),
                        one.longInteger("to"),
                        one.string("sha256")));
                one.done();
            }
            json.done();
            return new KnownHeads(heads);
        } catch (JsonFormatException e) {
            throw new AuditException(e.getMessage() + ", as assay audit verify --remember writes it");
        }
    }

    public void write(Path file) throws IOException {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        ArrayNode checkpoints = json.putArray("checkpoints");
        heads.forEach(head -> checkpoints
                .addObject()
                .put("topic", head.partition().topic())
                .put("partition", head.partition().partition())
                .put("sequence", head.sequence())
                .put("to", head.to())
                .put("sha256", head.sha256()));
        Files.write(file, Json.write(json));
    }

    /** @param chain of that partition; empty if it has none */
    static Optional<Finding> missing(Head head, Optional<Chain> chain) {
        boolean known = chain.stream()
                .flatMap(one -> one.checkpoints().stream())
                .anyMatch(signed -> signed.checkpoint().sequence() == head.sequence()
                        && signed.digest().equals(head.sha256()));
        return known
                ? Optional.empty()
                : Optional.of(new Finding(
                        FindingKind.GAP,
                        head.partition().topic(),
                        head.partition().partition(),
                        0,
                        Math.max(0, head.to() - 1),
                        0,
                        "checkpoint " + head.sequence()
                                + ", known from an earlier verification, is gone or was replaced"));
    }
}
