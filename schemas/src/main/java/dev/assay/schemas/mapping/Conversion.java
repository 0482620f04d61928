package dev.assay.schemas.mapping;

/** Turns one value of a record into what Avro's generic API holds for it, and back. Thread-safe. */
interface Conversion {

    Object toAvro(Object value);

    /** @throws MalformedRecordException if no such value can exist in the record */
    Object toJava(Object value);
}
