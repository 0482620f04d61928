package dev.assay.checkpoint;

import dev.assay.follow.CommittedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Finds the checkpoints that prove single records. */
public final class CoveringCheckpoints {

    private CoveringCheckpoints() {}

    /**
     * @param topic of the checkpoints; if there is none, nothing is covered
     * @param trusted public keys, X.509 in Base64
     * @return each checkpoint that covers any of the records
     */
    public static List<SignedCheckpoint> of(
            CommittedRecords records, String topic, Set<String> trusted, List<ConsumerRecord<byte[], byte[]>> covered) {
        List<SignedCheckpoint> covering = new ArrayList<>();
        CheckpointLog.readEach(
                records,
                topic,
                trusted,
                signed -> {
                    if (covered.stream().anyMatch(record -> covers(signed, record)) && !covering.contains(signed)) {
                        covering.add(signed);
                    }
                },
                forged -> {});
        return covering;
    }

    /** Whether the checkpoint says that the record, as it is, stood where it stands. */
    public static boolean covers(SignedCheckpoint signed, ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return signed.checkpoint().partition().equals(partition)
                && record.offset() >= signed.checkpoint().from()
                && record.offset() < signed.checkpoint().to()
                && signed.checkpoint().records().contains(CoveredRecord.of(record));
    }
}
