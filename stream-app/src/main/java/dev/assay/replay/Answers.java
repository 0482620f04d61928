package dev.assay.replay;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what brokers are asked. */
final class Answers {

    private Answers() {}

    /** @throws KafkaException what the broker says instead of an answer */
    static <T> T of(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("interrupted while asking the brokers", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException own ? own : new KafkaException(e.getCause());
        }
    }
}
