package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.audit.AuditException;
import dev.assay.audit.AuditKey;
import dev.assay.audit.Sha256;
import dev.assay.audit.Signature;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** A checkpoint as it is kept: JSON of which the same checkpoint always makes the same bytes, and a signature over these. */
public record SignedCheckpoint(Checkpoint checkpoint, Signature signature) {

    private static final int FORMAT = 1;

    public SignedCheckpoint {
        requireNonNull(checkpoint, "checkpoint");
        requireNonNull(signature, "signature");
    }

    static SignedCheckpoint of(Checkpoint checkpoint, AuditKey key) {
        return new SignedCheckpoint(checkpoint, key.sign(Json.write(body(checkpoint))));
    }

    /**
     * @param place named in errors, which say nothing of the bytes themselves
     * @throws AuditException if this is no checkpoint, has no signature, or was changed after it was signed
     */
    public static SignedCheckpoint read(String place, byte[] bytes) {
        SignedCheckpoint read;
        try {
            read = read(Json.parse(place, bytes));
        } catch (JsonFormatException | IllegalArgumentException | DateTimeException e) {
            throw new AuditException(place + " is no signed checkpoint; expected one that assay audit checkpoint made");
        }
        if (!read.signature.covers(Json.write(body(read.checkpoint)))) {
            throw new AuditException(
                    place + " was changed after it was signed, or its signature was; expected it as it was made");
        }
        return read;
    }

    /** UTF-8. */
    public byte[] bytes() {
        ObjectNode json = body(checkpoint);
        signature.addTo(json);
        return Json.write(json);
    }

    /** SHA-256 of {@link #bytes}, as the next checkpoint names it. */
    public String digest() {
        return Sha256.hex(bytes());
    }

    private static ObjectNode body(Checkpoint checkpoint) {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        json.put("topic", checkpoint.partition().topic());
        json.put("topicId", checkpoint.topicId());
        json.put("partition", checkpoint.partition().partition());
        json.put("sequence", checkpoint.sequence());
        if (checkpoint.previous() != null) {
            json.put("previous", checkpoint.previous());
        }
        json.put("from", checkpoint.from());
        json.put("to", checkpoint.to());
        json.put("createdAt", checkpoint.createdAt().toString());
        ArrayNode records = json.putArray("records");
        checkpoint.records().forEach(record -> records.addObject()
                .put("offset", record.offset())
                .put("time", record.time())
                .put("sha256", record.digest().toString()));
        return json;
    }

    private static SignedCheckpoint read(JsonObject json) {
        if (json.integer("format") != FORMAT) {
            throw json.wrong("format", FORMAT + ", which this version of Assay writes");
        }
        Signature signature = Signature.in(json);
        if (signature == null) {
            throw new JsonFormatException("there is no signature; expected one");
        }
        List<CoveredRecord> records = new ArrayList<>();
        for (JsonObject one : json.objects("records")) {
            records.add(new CoveredRecord(
                    one.longInteger("offset"), one.longInteger("time"), RecordDigest.parse(one.string("sha256"))));
            one.done();
        }
        Checkpoint checkpoint = new Checkpoint(
                new TopicPartition(json.string("topic"), json.integer("partition")),
                json.string("topicId"),
                json.longInteger("sequence"),
                json.has("previous") ? json.string("previous") : null,
                json.longInteger("from"),
                json.longInteger("to"),
                Instant.parse(json.string("createdAt")),
                records);
        json.done();
        return new SignedCheckpoint(checkpoint, signature);
    }
}
