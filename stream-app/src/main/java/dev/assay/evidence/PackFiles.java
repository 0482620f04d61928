package dev.assay.evidence;

/** The files of a pack, besides its manifest. */
final class PackFiles {

    static final String README = "README.md";
    static final String INPUT = "input.jsonl";
    static final String VERDICTS = "verdicts.jsonl";
    static final String ALERT = "alert.json";
    static final String DISPOSITIONS = "dispositions.json";
    static final String RECORDS = "records.json";
    static final String ACTIVATIONS = "activations.json";
    static final String CATALOGUE = "catalogue.json";
    static final String VERSIONS = "versions.json";
    static final String SETTINGS = "assay.properties";
    static final String CHECKPOINTS = "checkpoints/";
    static final String BUNDLE = "bundle/";

    private PackFiles() {}
}
