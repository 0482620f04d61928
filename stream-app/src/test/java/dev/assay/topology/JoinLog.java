package dev.assay.topology;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Which consumers have asked to join a rebalance: they say so in the log, and nowhere else. */
final class JoinLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String JOINING = "(Re-)joining group";

    private final Logger coordinator =
            (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.consumer.internals.ConsumerCoordinator");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    JoinLog() {
        start();
        coordinator.setLevel(Level.INFO);
        coordinator.setAdditive(false);
        coordinator.addAppender(this);
    }

    void forget() {
        lines.clear();
    }

    boolean has(String clientId) {
        return lines.stream().anyMatch(line -> line.contains("clientId=" + clientId + ","));
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().contains(JOINING)) {
            lines.add(event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        coordinator.detachAppender(this);
        coordinator.setAdditive(true);
        coordinator.setLevel(null);
    }
}
