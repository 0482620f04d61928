package dev.assay.follow;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what brokers are asked. */
public final class Answers {

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
}
