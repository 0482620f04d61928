package dev.assay.demo;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the monitor has committed the input topic. */
final class InputOffsets implements AutoCloseable {

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, OffsetSpec> partitions;

    /** @param group the monitor's application id */
    InputOffsets(Map<String, Object> client, String group, String topic, int partitions) {
        this.admin = Admin.create(client);
        this.group = group;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    /** Whether every record that is in the topic now is committed. */
    boolean allCommitted() throws IOException, InterruptedException {
        try {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(partitions).all().get();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return (offset == null ? 0 : offset.offset()) >= end.getValue().offset();
            });
        } catch (ExecutionException e) {
            throw new IOException("cannot read the offsets of group " + group, e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
