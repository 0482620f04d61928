package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.audit.AuditKey;
import dev.assay.audit.Signature;
import dev.assay.engine.EngineInfo;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import dev.assay.topology.InputRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as it is kept: JSON of which the same manifest always makes the same bytes, and over these a signature, if
 * there is a key.
 *
 * @param signature null if it was not signed
 */
public record SignedManifest(Manifest manifest, @Nullable Signature signature) {

    private static final int FORMAT = 1;

    public SignedManifest {
        requireNonNull(manifest, "manifest");
    }

    /** @param key null to leave it unsigned */
    static SignedManifest of(Manifest manifest, @Nullable AuditKey key) {
        return new SignedManifest(manifest, key == null ? null : key.sign(Json.write(body(manifest))));
    }

    /**
     * @param place named in errors
     * @throws ReplayException if this is no manifest, or was changed after it was signed
     */
    public static SignedManifest read(String place, byte[] bytes) {
        SignedManifest read;
        try {
            read = read(Json.parse(place, bytes));
        } catch (JsonFormatException e) {
            throw new ReplayException(String.valueOf(e.getMessage()), e);
        }
        Signature signature = read.signature();
        if (signature != null && !signature.covers(Json.write(body(read.manifest())))) {
            throw new ReplayException(place + " was changed after it was signed, or its signature was; expected the "
                    + "manifest as it was written. Trust nothing that came of it");
        }
        return read;
    }

    /**
     * @param place named in errors
     * @param publicKey of whoever is to have signed it, X.509 in Base64
     * @throws ReplayException if somebody else signed it, or nobody
     */
    public void requireSignedBy(String place, String publicKey) {
        if (signature == null) {
            throw new ReplayException(place + " is not signed; expected a signature of the given key");
        }
        if (!signature.publicKey().equals(publicKey)) {
            throw new ReplayException(place + " was signed with another key; expected the given one");
        }
    }

    /** For people: by whom it is signed. */
    public String signedBy() {
        return signature == null
                ? "not signed: nothing proves that it is as it was written"
                : "signed (" + Signature.ALGORITHM + ") with public key " + signature.publicKey();
    }

    /** UTF-8. */
    byte[] bytes() {
        ObjectNode json = body(manifest);
        if (signature != null) {
            signature.addTo(json);
        }
        return Json.write(json);
    }

    private static ObjectNode body(Manifest manifest) {
        ObjectNode json = Json.object();
        json.put("format", FORMAT);
        json.put("run", manifest.run());
        json.put("createdAt", manifest.createdAt().toString());
        json.put("version", manifest.version());
        json.put("from", manifest.from());
        json.put("to", manifest.to());
        ObjectNode input = json.putObject("input");
        input.put("topic", manifest.range().topic());
        ArrayNode partitions = input.putArray("partitions");
        manifest.range().partitions().forEach((partition, offsets) -> partitions
                .addObject()
                .put("partition", partition)
                .put("warmUp", offsets.warmUp())
                .put("from", offsets.from())
                .put("to", offsets.to()));
        json.put("warmUp", manifest.warmUp().toString());
        Instant since = manifest.warmedSince();
        if (since != null) {
            json.put("warmedSince", since.toString());
        }
        json.put("alertsTopic", manifest.alertsTopic());
        json.put("bundle", manifest.bundle());
        EngineInfo engine = manifest.engine();
        json.putObject("engine")
                .put("name", engine.name())
                .put("version", engine.version())
                .put("device", engine.device())
                .put("precision", engine.precision());
        ObjectNode configuration = json.putObject("configuration");
        manifest.configuration().forEach(configuration::put);
        return json;
    }

    private static SignedManifest read(JsonObject json) {
        if (json.integer("format") != FORMAT) {
            throw json.wrong("format", FORMAT + ", which this version of Assay writes");
        }
        JsonObject engine = json.object("engine");
        Manifest manifest = new Manifest(
                json.string("run"),
                parsed(json, "createdAt", Instant::parse),
                json.string("version"),
                json.string("from"),
                json.string("to"),
                range(json.object("input")),
                parsed(json, "warmUp", Duration::parse),
                json.has("warmedSince") ? parsed(json, "warmedSince", Instant::parse) : null,
                json.string("alertsTopic"),
                json.string("bundle"),
                new EngineInfo(
                        engine.string("name"),
                        engine.string("version"),
                        engine.string("device"),
                        engine.string("precision")),
                texts(json.object("configuration")));
        Signature signature = Signature.in(json);
        engine.done();
        json.done();
        return new SignedManifest(manifest, signature);
    }

    private static InputRange range(JsonObject input) {
        SortedMap<Integer, InputRange.Offsets> partitions = new TreeMap<>();
        for (JsonObject one : input.objects("partitions")) {
            try {
                partitions.put(
                        one.integer("partition"),
                        new InputRange.Offsets(
                                one.longInteger("warmUp"), one.longInteger("from"), one.longInteger("to")));
            } catch (IllegalArgumentException e) {
                throw one.wrong("from", "an offset not before warmUp and not after to");
            }
            one.done();
        }
        InputRange range = new InputRange(input.string("topic"), partitions);
        input.done();
        return range;
    }

    private static SortedMap<String, String> texts(JsonObject json) {
        SortedMap<String, String> texts = new TreeMap<>();
        json.keys().forEach(key -> texts.put(key, json.string(key)));
        return texts;
    }

    private static <T> T parsed(JsonObject json, String key, Function<String, T> parser) {
        try {
            return parser.apply(json.string(key));
        } catch (DateTimeException e) {
            throw json.wrong(key, "a time or a duration as in ISO 8601");
        }
    }
}
