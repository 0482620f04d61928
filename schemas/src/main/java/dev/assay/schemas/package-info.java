/**
 * What Assay reads from Kafka and writes to it: one validating record per message type, and the serdes that carry them.
 *
 * <p>The Avro schemas under {@code /avro} on the class path are the source of truth; each record has the name and the
 * fields of its schema, and {@code docs/schemas.md} lists them all. To use a message type on a topic:
 *
 * <pre>{@code
 * WireFormat format = new WireFormat.Json();
 * Serde<Alert> alerts = format.serde(Alert.class);
 * }</pre>
 *
 * <p>The packages beneath follow the way to the wire: {@code mapping} turns a record into Avro's generic form, {@code
 * json} and {@code avro} turn that into bytes, {@code wire} offers both as Kafka serdes, {@code publish} writes the
 * documentation. State that never leaves the application needs no schema file: {@code AvroBinary.of(MyRecord.class)}
 * derives one.
 *
 * <p>Chat text is in {@code Turn.text}, {@code TranscriptMessage.text}, {@code Alert.excerpt} and {@code
 * Disposition.note}, and nowhere else; no {@code toString} and no exception prints it.
 */
@NullMarked
package dev.assay.schemas;

import org.jspecify.annotations.NullMarked;
