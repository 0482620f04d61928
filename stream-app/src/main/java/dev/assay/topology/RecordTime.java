package dev.assay.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time Kafka has for a record; never the time the turn claims for itself, with which one turn could close all windows.
 * Brokers refuse records that lie more than an hour ahead of their clock, unless the topic's
 * {@code message.timestamp.after.max.ms} or a release before 4.0 lets them in. A record without a time gets that of the one
 * before it.
 */
public final class RecordTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTime);
    }
}
