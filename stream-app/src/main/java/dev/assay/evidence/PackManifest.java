package dev.assay.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.audit.AuditKey;
import dev.assay.audit.Signature;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a pack consists of.
 *
 * @param alertId the alert it is about
 * @param createdAt by the clock of whoever made it, cut to milliseconds
 * @param version of Assay that made it
 * @param reproduced whether the alert was computed again from the pack when it was made, and came out the same
 * @param files SHA-256 of each file but the manifest, by path
 */
record PackManifest(
        String alertId, Instant createdAt, String version, boolean reproduced, SortedMap<String, String> files) {

    static final String FILE = "manifest.json";

    private static final int FORMAT = 1;

    PackManifest {
        requireNonNull(alertId, "alertId");
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(version, "version");
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    byte[] signed(AuditKey key) {
        ObjectNode json = body();
        key.sign(Json.write(body())).addTo(json);
        return Json.write(json);
    }

    /**
     * @param place named in errors
     * @param publicKey of whoever is to have signed it, X.509 in Base64
     * @throws EvidenceException if somebody else signed it, nobody did, or it was changed
     */
    static PackManifest read(String place, byte[] bytes, String publicKey) {
        PackManifest manifest;
        Signature signature;
        try {
            JsonObject json = Json.parse(place, bytes);
            if (json.integer("format") != FORMAT) {
                throw json.wrong("format", FORMAT + ", which this version of Assay writes");
            }
            signature = Signature.in(json);
            manifest = new PackManifest(
                    json.string("alertId"),
                    Instant.parse(json.string("createdAt")),
                    json.string("version"),
                    json.bool("reproduced"),
                    files(json.object("files")));
            json.done();
        } catch (JsonFormatException | DateTimeException e) {
            throw new EvidenceException(String.valueOf(e.getMessage()), e);
        }
        if (signature == null || !signature.publicKey().equals(publicKey)) {
            throw new EvidenceException(place + " is not signed with the given key; trust nothing in the pack");
        }
        if (!signature.covers(Json.write(manifest.body()))) {
            throw new EvidenceException(place + " was changed after it was signed; trust nothing in the pack");
        }
        return manifest;
    }

    private ObjectNode body() {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        json.put("alertId", alertId);
        json.put("createdAt", createdAt.toString());
        json.put("version", version);
        json.put("reproduced", reproduced);
        ObjectNode digests = json.putObject("files");
        files.forEach(digests::put);
        return json;
    }

    private static SortedMap<String, String> files(JsonObject json) {
        SortedMap<String, String> files = new TreeMap<>();
        json.keys().forEach(path -> files.put(path, json.string(path)));
        return files;
    }
}
