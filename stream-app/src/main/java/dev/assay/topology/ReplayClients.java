package dev.assay.topology;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of a replay: those of the service, but for the consumer of the input, which keeps to the range.
 *
 * @param clients of the service
 * @param ends of the range, by partition of the input topic
 * @param pace of all consumers together
 */
record ReplayClients(KafkaClientSupplier clients, Map<TopicPartition, Long> ends, Pace pace)
        implements KafkaClientSupplier {

    ReplayClients {
        ends = Map.copyOf(ends);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return clients.getAdmin(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return clients.getProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new RangeConsumer(config, ends, pace);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return clients.getGlobalConsumer(config);
    }
}
