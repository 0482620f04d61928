/**
 * What Assay reads from Kafka and writes to it: one validating record per message type, and the serdes that carry them.
 *
 * <p>The Avro schemas under {@code /avro} on the class path are the source of truth; each record has the name and the
 * fields of its schema.
 */
@NullMarked
package dev.assay.schemas;

import org.jspecify.annotations.NullMarked;
