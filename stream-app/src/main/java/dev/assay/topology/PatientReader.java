package dev.assay.topology;

import dev.assay.chat.Prompt;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.state.PromptedTurn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each turn again until it has scores.
 *
 * <p>If the engine fails, the turn is tried again after a pause, for as long as the policy allows; then its reading fails.
 * If the turn alone is at fault, it is given up after a few tries as an {@link UnreadTurn}, but only when a text that is
 * known to be readable is read: an engine that fails at everything must not empty the topic into the dead letters.
 *
 * <p>Thread-safe. Never blocks; what is tried again starts on the common pool. The reader is not closed.
 */
final class PatientReader {

    private static final Logger log = LoggerFactory.getLogger(PatientReader.class);
    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Reader reader;
    private final RetryPolicy policy;
    private final MonitorListener listener;
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    PatientReader(Reader reader, RetryPolicy policy, MonitorListener listener) {
        this.reader = reader;
        this.policy = policy;
        this.listener = listener;
    }

    /** @return fails only if the engine failed for longer than the policy allows; cancelling it ends the trying */
    CompletableFuture<Reading> read(PromptedTurn turn) {
        Attempts attempts = new Attempts(turn);
        attempts.next();
        return attempts.result;
    }

    /** The tries to read one turn, one after the other. */
    private final class Attempts {

        private final PromptedTurn turn;
        private final CompletableFuture<Reading> result = new CompletableFuture<>();
        private int failures;
        private int ownFailures; // those that were the turn's, not the engine's
        private long failingSince; // System.nanoTime() of the first failure

        Attempts(PromptedTurn turn) {
            this.turn = turn;
        }

        void next() {
            if (result.isDone()) {
                return;
            }
            CompletableFuture<TurnScores> attempt = start(turn.prompt());
            CompletableFuture<?> unused = result.whenComplete((reading, failure) -> attempt.cancel(true));
            CompletableFuture<?> ignored = attempt.whenComplete((scores, failure) -> {
                if (failure == null) {
                    result.complete(ScoredTurn.of(turn, scores));
                } else if (!result.isDone()) {
                    failed(cause(failure));
                }
            });
        }

        private void failed(Throwable failure) {
            if (failure instanceof UnreadableTurnException own && ++ownFailures >= policy.tries()) {
                CompletableFuture<?> unused = start(Prompt.KNOWN_TO_BE_READABLE).whenComplete((scores, engine) -> {
                    if (engine == null) {
                        result.complete(UnreadTurn.of(turn.turn(), own));
                    } else {
                        again(failure);
                    }
                });
            } else {
                again(failure);
            }
        }

        private void again(Throwable failure) {
            long now = System.nanoTime();
            failingSince = failures == 0 ? now : failingSince;
            Duration pause = policy.pause(++failures);
            Duration until = Duration.ofNanos(now - failingSince).plus(pause);
            if (ReplaceThreadPolicy.causedByError(failure) || until.compareTo(policy.longest()) > 0) {
                result.completeExceptionally(failure);
                return;
            }
            listener.on(new MonitorEvent.ReadRetried(reason(failure)));
            logNowAndThen(failure);
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::next);
        }
    }

    /** Whatever is thrown must reach whoever waits. */
    private CompletableFuture<TurnScores> start(Prompt prompt) {
        try {
            return reader.read(prompt);
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String reason(Throwable failure) {
        return failure instanceof UnreadableTurnException own ? own.reason().word() : MonitorEvent.ReadRetried.ENGINE;
    }

    /** When the engine fails, every turn under way fails. */
    private void logNowAndThen(Throwable failure) {
        long now = System.nanoTime();
        long next = nextLog.get();
        if (now - next >= 0 && nextLog.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
            log.warn("a turn could not be read, like others perhaps, and is tried again: {}", failure.toString());
        }
    }
}
