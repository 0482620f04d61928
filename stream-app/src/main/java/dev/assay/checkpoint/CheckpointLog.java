package dev.assay.checkpoint;

import dev.assay.audit.AuditException;
import dev.assay.follow.CommittedRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the checkpoints' topic holds.
 *
 * @param checkpoints those with a good signature of a trusted key, by the partition they cover, in the topic's order
 * @param forged a finding for each other record
 * @param expired whether the topic has lost its first records
 */
record CheckpointLog(Map<TopicPartition, List<SignedCheckpoint>> checkpoints, List<Finding> forged, boolean expired) {

    /** @param trusted public keys, X.509 in Base64 */
    static CheckpointLog read(CommittedRecords records, String topic, Set<String> trusted) {
        Map<TopicPartition, List<SignedCheckpoint>> checkpoints = new LinkedHashMap<>();
        List<Finding> forged = new ArrayList<>();
        readEach(
                records,
                topic,
                trusted,
                signed -> checkpoints
                        .computeIfAbsent(signed.checkpoint().partition(), partition -> new ArrayList<>())
                        .add(signed),
                forged::add);
        boolean expired =
                records.begins(records.partitions(topic)).values().stream().anyMatch(begin -> begin > 0);
        return new CheckpointLog(checkpoints, forged, expired);
    }

    /** The same without keeping it. */
    static void readEach(
            CommittedRecords records,
            String topic,
            Set<String> trusted,
            Consumer<SignedCheckpoint> good,
            Consumer<Finding> forged) {
        records.readAll(topic, record -> {
            String place = topic + "-" + record.partition() + " offset " + record.offset();
            byte[] value = record.value();
            try {
                if (value == null) {
                    throw new AuditException(place + " is empty; expected a checkpoint");
                }
                SignedCheckpoint signed = SignedCheckpoint.read(place, value);
                if (!trusted.contains(signed.signature().publicKey())) {
                    throw new AuditException(place + " was signed with a key that is not among those given");
                }
                good.accept(signed);
            } catch (AuditException e) {
                forged.accept(forged(record, String.valueOf(e.getMessage())));
            }
        });
    }

    private static Finding forged(ConsumerRecord<byte[], byte[]> record, String why) {
        return new Finding(
                FindingKind.FORGED, record.topic(), record.partition(), record.offset(), record.offset(), 1, why);
    }
}
