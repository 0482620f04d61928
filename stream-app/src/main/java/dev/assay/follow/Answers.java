package dev.assay.follow;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for what brokers are asked. */
public final class Answers {

    private static final long POLL_MILLIS = 20;
    private static final int MOST_POLLS = 1500; // half a minute

    private Answers() {}

    /** @throws KafkaException what the broker says instead of an answer */
    public static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while asking the brokers", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException own ? own : new KafkaException(e.getCause());
        }
    }

    /**
     * Waits until brokers know a topic that was just created: the controller answers before those that clients ask have
     * learnt of it.
     *
     * @throws KafkaException if they do not within half a minute
     */
    public static void awaitTopic(Admin admin, String topic) {
        for (int poll = 1; ; poll++) {
            try {
                of(admin.describeTopics(List.of(topic)).allTopicNames());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (poll == MOST_POLLS) {
                    throw e;
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                throw new InterruptException("interrupted while waiting for topic " + topic, e);
            }
        }
    }
}
