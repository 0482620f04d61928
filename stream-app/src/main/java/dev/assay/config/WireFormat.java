package dev.assay.config;

/** How records are encoded on the topics that others read and write. */
public enum WireFormat {
    JSON,
    /** Avro in the Confluent wire format, schemas kept in a registry. */
    AVRO
}
