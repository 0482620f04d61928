package dev.assay.topology;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka clients of Kafka Streams, with a producer that lets no task go on after its work was aborted. */
final class StreamsClients implements KafkaClientSupplier {

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TaskProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /**
     * The producer of a stream thread, which all its tasks share with their one transaction.
     *
     * <p>When Kafka Streams 4.3 finds a task's state corrupt it commits the other tasks and then aborts the transaction,
     * but while the group rebalances it leaves the commit out without a word. The others would go on with state and input
     * positions whose records were aborted, and what they read since the last commit would be lost. A thread that means
     * to start all its tasks anew takes a new producer; so a transaction begun after an aborted one is refused, as if the
     * producer were fenced, and Kafka Streams takes all tasks of the thread back to the last commit.
     *
     * <p>Transactions are begun and aborted by the stream thread only.
     */
    private static final class TaskProducer extends KafkaProducer<byte[], byte[]> {

        private static final Logger log = LoggerFactory.getLogger(TaskProducer.class);

        private boolean aborted;

        TaskProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void beginTransaction() {
            if (aborted) {
                log.warn(
                        "a transaction was aborted under tasks that went on; all tasks of this thread go back to the last "
                                + "commit, and no turn is lost");
                throw new InvalidProducerEpochException(
                        "a transaction of this producer was aborted; expected its tasks to start anew with another");
            }
            super.beginTransaction();
        }

        @Override
        public void abortTransaction() {
            aborted = true;
            super.abortTransaction();
        }
    }
}
