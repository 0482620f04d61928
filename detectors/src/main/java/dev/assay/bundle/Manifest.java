package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code bundle.json} says: every other file of the bundle with its size and SHA-256, and the digest of it all.
 *
 * @param files in ascending order of their path
 */
record Manifest(List<Entry> files) {

    private static final int FORMAT_VERSION = 1;

    Manifest {
        files = List.copyOf(files);
    }

    record Entry(String path, long bytes, String sha256) {}

    /** @param contents by path, without the manifest */
    static Manifest of(Map<String, byte[]> contents) {
        List<Entry> files = new ArrayList<>();
        new TreeMap<>(contents).forEach((path, bytes) -> files.add(new Entry(path, bytes.length, sha256(bytes))));
        return new Manifest(files);
    }

    /** @throws dev.assay.json.JsonFormatException if this is not exactly what {@link #bytes} writes */
    static Manifest parse(byte[] bytes) {
        JsonObject json = Json.parse(BundleLayout.MANIFEST, bytes);
        if (json.integer("formatVersion") != FORMAT_VERSION) {
            throw json.wrong("formatVersion", FORMAT_VERSION + ", the only one this release reads");
        }
        String digest = json.string("digest");
        List<Entry> files = new ArrayList<>();
        for (JsonObject file : json.objects("files")) {
            files.add(new Entry(file.string("path"), file.longInteger("bytes"), file.string("sha256")));
            file.done();
        }
        json.done();
        Manifest manifest = new Manifest(files);
        if (!manifest.digest().equals(digest)) {
            throw json.wrong("digest", "\"" + manifest.digest() + "\", the SHA-256 of the files it lists");
        }
        if (!Arrays.equals(manifest.bytes(), bytes)) {
            throw new JsonFormatException(BundleLayout.MANIFEST
                    + " has " + bytes.length
                    + " bytes that say the same in another layout; expected it exactly as it was"
                    + " written");
        }
        return manifest;
    }

    /** Lower-case hex SHA-256 over the lines {@code sha256, two spaces, path, newline} in ascending order of path. */
    String digest() {
        StringBuilder lines = new StringBuilder();
        for (Entry file : files) {
            lines.append(file.sha256()).append("  ").append(file.path()).append('\n');
        }
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        ObjectNode json = Json.object();
        json.put("formatVersion", FORMAT_VERSION).put("digest", digest());
        ArrayNode list = json.putArray("files");
        for (Entry file : files) {
            list.addObject().put("path", file.path()).put("bytes", file.bytes()).put("sha256", file.sha256());
        }
        return Json.write(json);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; every Java must", e);
        }
    }
}
