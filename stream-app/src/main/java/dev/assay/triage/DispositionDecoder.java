package dev.assay.triage;

import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Source;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records of the dispositions topic, which any tool may write: a bad one becomes a dead letter. */
final class DispositionDecoder extends ContextualProcessor<byte[], byte[], String, DispositionDecoder.Decoded> {

    private final Deserializer<Disposition> deserializer;
    private final TriageListener listener;

    /** One of the two. */
    record Decoded(@Nullable Triaged decision, @Nullable DeadLetter deadLetter) {}

    DispositionDecoder(Deserializer<Disposition> deserializer, TriageListener listener) {
        this.deserializer = deserializer;
        this.listener = listener;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        RecordMetadata metadata = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a disposition has no coordinates in Kafka"));
        if (value == null) {
            return; // a tombstone: the tool has deleted its decision's record, the decision stands
        }
        try {
            Disposition disposition = deserializer.deserialize(metadata.topic(), value);
            context()
                    .forward(record.withKey(disposition.alertId())
                            .withValue(new Decoded(Triaged.decided(disposition), null)));
        } catch (MalformedRecordException | IllegalArgumentException e) {
            listener.read(TriageListener.Outcome.MALFORMED);
            Source source = new Source(metadata.topic(), metadata.partition(), metadata.offset(), 0);
            DeadLetter letter = new DeadLetter(
                    Triage.STAGE,
                    Triage.MALFORMED,
                    String.valueOf(e.getMessage()),
                    source,
                    Instant.ofEpochMilli(record.timestamp()),
                    value.length,
                    sha256(value));
            context().forward(record.withKey(letter.sha256()).withValue(new Decoded(null, letter)));
        }
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
