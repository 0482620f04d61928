package dev.assay.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails: another takes over after a pause that doubles with each failure, up to a
 * bound, and starts small again after a quiet time. The failed transaction was aborted, so the turns are read again:
 * a failure delays verdicts, it never makes one. An {@link Error} of the JVM stops the service instead: the process may
 * be broken, and whoever watches its health starts a new one.
 */
final class ReplaceThreadPolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ReplaceThreadPolicy.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final MonitorListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private Instant lastFailure = Instant.MIN;

    ReplaceThreadPolicy(MonitorListener listener) {
        this.listener = listener;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        listener.on(new MonitorEvent.StreamThreadFailed());
        if (causedByError(failure)) {
            log.error("a stream thread failed for good; the service stops", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration wait = nextPause(Instant.now());
        log.warn(
                "a stream thread failed; another takes over in {} ms: {}",
                wait.toMillis(),
                rootCause(failure).toString());
        try {
            boolean unused = closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Ends every pause. */
    void close() {
        closing.countDown();
    }

    synchronized Duration nextPause(Instant now) {
        boolean quiet = lastFailure.isBefore(now.minus(QUIET));
        Duration next = quiet ? FIRST_PAUSE : pause;
        lastFailure = now;
        pause = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        return next;
    }

    /** Whether the process may be broken. */
    static boolean causedByError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                return true;
            }
        }
        return false;
    }

    /** Kafka Streams logs the whole trace itself. */
    static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
