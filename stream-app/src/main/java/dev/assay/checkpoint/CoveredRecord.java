package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record as a checkpoint knows it.
 *
 * @param time of the record, in milliseconds since 1970
 */
public record CoveredRecord(long offset, long time, RecordDigest digest) {

    public CoveredRecord {
        requireNonNull(digest, "digest");
        if (offset < 0) {
            throw new IllegalArgumentException("offset is " + offset + "; expected 0 or more");
        }
    }

    public static CoveredRecord of(ConsumerRecord<byte[], byte[]> record) {
        return new CoveredRecord(record.offset(), record.timestamp(), RecordDigest.of(record));
    }

    /** For people. */
    Instant instant() {
        return Instant.ofEpochMilli(time);
    }
}
