package dev.assay.bundle;

import dev.assay.dictionary.SaeLensFormat;
import java.util.Map;
import java.util.TreeMap;

/** The files of a bundle and the most bytes each may have. All are required and there are no others. */
final class BundleLayout {

    static final String MANIFEST = "bundle.json";
    static final String READER = "reader.json";
    static final String DETECTORS = "detectors.json";
    static final String CATALOGUE = "catalogue.json";
    static final String PROVENANCE = "provenance.json";
    static final String PROBES = "probes.safetensors";
    static final String DICTIONARY = "dictionary/";
    static final String MODEL_CARD = "MODEL_CARD.md";

    static final int MANIFEST_LIMIT = 1 << 16;

    /** By path, sorted; without the manifest. */
    static final Map<String, Integer> LIMITS = limits();

    private BundleLayout() {}

    private static Map<String, Integer> limits() {
        int mebibyte = 1 << 20;
        TreeMap<String, Integer> limits = new TreeMap<>();
        limits.put(READER, mebibyte);
        limits.put(DETECTORS, 16 * mebibyte);
        limits.put(CATALOGUE, 64 * mebibyte);
        limits.put(PROVENANCE, mebibyte);
        limits.put(PROBES, 64 * mebibyte);
        limits.put(DICTIONARY + SaeLensFormat.CONFIGURATION, mebibyte);
        limits.put(DICTIONARY + SaeLensFormat.WEIGHTS, 1024 * mebibyte);
        limits.put(MODEL_CARD, mebibyte);
        return limits;
    }
}
