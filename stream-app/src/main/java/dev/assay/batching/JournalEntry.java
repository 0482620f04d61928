package dev.assay.batching;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that was handed over and whose result was not forwarded yet, with all that is needed to forward it later:
 * outside {@code process} Kafka Streams knows neither its timestamp nor its headers.
 */
record JournalEntry<V>(String key, V value, long timestamp, Headers headers) {

    JournalEntry {
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        headers = new RecordHeaders(headers);
    }

    static <V> JournalEntry<V> of(Record<String, V> record) {
        return new JournalEntry<>(record.key(), record.value(), record.timestamp(), record.headers());
    }

    <R> Record<String, R> result(R result) {
        return new Record<>(key, result, timestamp, headers);
    }
}
