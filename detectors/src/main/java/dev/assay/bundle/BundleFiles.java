package dev.assay.bundle;

import dev.assay.catalogue.Catalogue;
import dev.assay.dictionary.DType;
import dev.assay.dictionary.Dictionary;
import dev.assay.dictionary.DictionaryException;
import dev.assay.dictionary.SaeLensFormat;
import dev.assay.dictionary.Safetensors;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import dev.assay.reader.ReaderSpec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A bundle's parts as file contents by path, and back. */
final class BundleFiles {

    private static final SaeLensFormat DICTIONARY = new SaeLensFormat();

    private BundleFiles() {}

    /** @param weights how the dictionary's matrices are stored */
    static Map<String, byte[]> write(BundleContents contents, DType weights) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(BundleLayout.READER, Json.write(ReaderJson.write(contents.reader())));
        files.put(BundleLayout.DETECTORS, Json.write(DetectorsJson.write(contents.detectors())));
        files.put(BundleLayout.CATALOGUE, Json.write(CatalogueJson.write(contents.catalogue())));
        files.put(BundleLayout.PROVENANCE, Json.write(ProvenanceJson.write(contents.provenance())));
        files.put(
                BundleLayout.PROBES, CatalogueJson.numbers(contents.catalogue()).bytes());
        files.put(BundleLayout.MODEL_CARD, contents.modelCard().getBytes(StandardCharsets.UTF_8));
        DICTIONARY
                .write(contents.dictionary(), contents.reader().name(), weights)
                .forEach((name, bytes) -> files.put(BundleLayout.DICTIONARY + name, bytes));
        return files;
    }

    /** @param files every file of the layout */
    static BundleContents read(Map<String, byte[]> files) {
        ReaderSpec reader = part(BundleLayout.READER, () -> ReaderJson.read(json(files, BundleLayout.READER)));
        Dictionary dictionary = part(BundleLayout.DICTIONARY, () -> DICTIONARY.read(dictionaryFiles(files)));
        Catalogue catalogue = part(
                BundleLayout.CATALOGUE,
                () -> CatalogueJson.read(
                        json(files, BundleLayout.CATALOGUE),
                        Safetensors.parse(BundleLayout.PROBES, file(files, BundleLayout.PROBES)),
                        reader.dModel()));
        return new BundleContents(
                reader,
                dictionary,
                catalogue,
                part(BundleLayout.DETECTORS, () -> DetectorsJson.read(json(files, BundleLayout.DETECTORS))),
                part(BundleLayout.PROVENANCE, () -> ProvenanceJson.read(json(files, BundleLayout.PROVENANCE))),
                text(files, BundleLayout.MODEL_CARD));
    }

    private static Map<String, byte[]> dictionaryFiles(Map<String, byte[]> files) {
        Map<String, byte[]> chosen = new HashMap<>();
        DICTIONARY.files().forEach(name -> chosen.put(name, file(files, BundleLayout.DICTIONARY + name)));
        return chosen;
    }

    private static JsonObject json(Map<String, byte[]> files, String path) {
        return Json.parse(path, file(files, path));
    }

    private static String text(Map<String, byte[]> files, String path) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file(files, path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BundleException("file " + path + " is not valid UTF-8; expected Markdown", e);
        }
    }

    private static byte[] file(Map<String, byte[]> files, String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new BundleException("file " + path + " is missing; expected every file of a bundle");
        }
        return bytes;
    }

    private static <T> T part(String path, Supplier<T> read) {
        try {
            return read.get();
        } catch (JsonFormatException | DictionaryException | IllegalArgumentException | ArithmeticException e) {
            throw new BundleException("in " + path + ": " + e.getMessage(), e);
        }
    }
}
