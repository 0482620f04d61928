/** Avro's binary encoding of records, and the compact bytes of internal state built on it. */
@NullMarked
package dev.assay.schemas.avro;

import org.jspecify.annotations.NullMarked;
