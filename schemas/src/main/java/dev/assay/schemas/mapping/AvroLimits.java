package dev.assay.schemas.mapping;

/**
 * What Avro may allocate because a length field says so.
 *
 * <p>Avro makes room for a string or list before it looks whether the bytes are there, up to two gigabytes: without a
 * limit ten hostile bytes would end the process. Avro reads the limits once, so they must be set before its decoder is
 * loaded; a value somebody has set already is kept.
 */
final class AvroLimits {
    /** As much as Jackson takes for a string of JSON; three for each character of the longest turn that can be allowed. */
    private static final int MAX_TEXT_BYTES = 20_000_000;

    private static final int MAX_ITEMS = 1 << 20;

    private AvroLimits() {}

    static void apply() {
        setIfAbsent("org.apache.avro.limits.bytes.maxLength", MAX_TEXT_BYTES);
        setIfAbsent("org.apache.avro.limits.string.maxLength", MAX_TEXT_BYTES);
        setIfAbsent("org.apache.avro.limits.collectionItems.maxLength", MAX_ITEMS);
    }

    private static void setIfAbsent(String property, int limit) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(limit));
        }
    }
}
