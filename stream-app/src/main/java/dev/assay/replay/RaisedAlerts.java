package dev.assay.replay;

import dev.assay.follow.CommittedRecords;
import dev.assay.schemas.Alert;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.topology.InputRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The committed alerts of a topic about turns of a range, held in memory, some hundred bytes each.
 *
 * @param alerts the first about each conversation, turn and detector
 * @param repeated further ones about the same
 * @param foreign records that are no alerts
 * @param deleted records that the topic does not hold any more
 */
record RaisedAlerts(Map<AlertKey, ReportedAlert> alerts, long repeated, long foreign, long deleted) {

    static RaisedAlerts read(
            CommittedRecords records, String topic, Deserializer<Alert> deserializer, InputRange range) {
        List<TopicPartition> partitions = records.partitions(topic);
        if (partitions.isEmpty()) {
            throw new ReplayException("topic " + topic + " does not exist; expected one with alerts to compare with");
        }
        Reading reading = new Reading(deserializer, range);
        records.readAll(topic, reading::take);
        long deleted = records.begins(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new RaisedAlerts(reading.alerts, reading.repeated, reading.foreign, deleted);
    }

    private static final class Reading {

        private final Deserializer<Alert> deserializer;
        private final InputRange range;
        private final Map<AlertKey, ReportedAlert> alerts = new HashMap<>();
        private long repeated;
        private long foreign;

        Reading(Deserializer<Alert> deserializer, InputRange range) {
            this.deserializer = deserializer;
            this.range = range;
        }

        void take(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return;
            }
            try {
                Alert alert = deserializer.deserialize(record.topic(), record.headers(), record.value());
                if (range.contains(alert.source())) {
                    ReportedAlert reported = ReportedAlert.of(alert);
                    repeated += alerts.putIfAbsent(reported.key(), reported) == null ? 0 : 1;
                }
            } catch (MalformedRecordException e) {
                foreign++;
            }
        }
    }
}
