package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Prompt;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.state.PromptedTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatientReaderTest {

    private static final Duration TICK = Duration.ofMillis(1);
    private static final String TEXT = "heliotrope transfer";
    private final Throwable engineFailure = new EngineException("the engine is gone");
    private final Throwable notFinite =
            new UnreadableTurnException(UnreadableTurnException.Reason.NOT_FINITE, "a score is NaN");

    private final Queue<MonitorEvent> events = new ConcurrentLinkedQueue<>();
    private final ScriptedReader scripted = new ScriptedReader();

    @Test
    void shouldReadATurnAgainUntilTheEngineWorks() {
        // Given
        scripted.failures.addAll(List.of(engineFailure, engineFailure, engineFailure, engineFailure, engineFailure));
        // When
        Reading reading = join(reader(Duration.ofMinutes(1)).read(turn()));
        // Then
        assertThat(reading.scored()).hasSize(1);
        assertThat(scripted.texts).hasSize(6).containsOnly(TEXT);
        assertThat(events).hasSize(5).containsOnly(new MonitorEvent.ReadRetried("engine"));
    }

    @Test
    void shouldFailWhenTheEngineFailsForLongerThanItMay() {
        // Given
        scripted.failures.addAll(List.of(engineFailure, engineFailure));
        // When
        CompletableFuture<Reading> reading = reader(Duration.ZERO).read(turn());
        // Then
        assertThatThrownBy(() -> join(reading)).hasRootCause(engineFailure);
        assertThat(scripted.texts).hasSize(1);
    }

    @Test
    void shouldNotTryAgainAfterAnErrorOfTheJvm() {
        // Given
        scripted.failures.add(new EngineException("a batch failed", new OutOfMemoryError("test")));
        // When
        CompletableFuture<Reading> reading = reader(Duration.ofMinutes(1)).read(turn());
        // Then
        assertThatThrownBy(() -> join(reading)).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(scripted.texts).hasSize(1);
    }

    @Test
    void shouldGiveUpATurnThatAloneIsAtFault() {
        // Given
        scripted.failures.addAll(List.of(notFinite, engineFailure, notFinite, notFinite));
        // When
        Reading reading = join(reader(Duration.ofMinutes(1)).read(turn()));
        // Then
        assertThat(reading.scored()).isEmpty();
        DeadLetter letter = reading.deadLetters().get(0);
        assertThat(letter.stage()).isEqualTo("reading");
        assertThat(letter.reason()).isEqualTo("not-finite");
        assertThat(letter.source()).isEqualTo(turn().turn().source());
        assertThat(letter.toString()).doesNotContain("heliotrope");
        assertThat(scripted.texts).as("four tries, then a known text").hasSize(5);
        assertThat(events)
                .containsExactly(
                        new MonitorEvent.ReadRetried("not-finite"),
                        new MonitorEvent.ReadRetried("engine"),
                        new MonitorEvent.ReadRetried("not-finite"));
    }

    @Test
    void shouldReadATurnAgainWhoseScoresWereNotFiniteForAWhile() {
        // Given
        scripted.failures.addAll(List.of(notFinite, notFinite));
        // When
        Reading reading = join(reader(Duration.ofMinutes(1)).read(turn()));
        // Then
        assertThat(reading.scored()).hasSize(1);
    }

    @Test
    void shouldNotGiveUpATurnWhileTheEngineCannotReadAnything() {
        // Given an engine whose scores are not finite, whatever it reads
        scripted.failures.addAll(List.of(notFinite, notFinite, notFinite, notFinite));
        scripted.failuresElsewhere.addAll(List.of(notFinite, engineFailure));
        // When
        Reading reading = join(reader(Duration.ofMinutes(1)).read(turn()));
        // Then
        assertThat(reading.scored()).hasSize(1);
    }

    @Test
    void shouldFailWhenTheEngineCannotReadAnythingForLongerThanItMay() {
        // Given
        scripted.failures.addAll(Collections.nCopies(1_000, notFinite));
        scripted.failuresElsewhere.addAll(Collections.nCopies(1_000, notFinite));
        // When
        CompletableFuture<Reading> reading = reader(Duration.ofMillis(20)).read(turn());
        // Then
        assertThatThrownBy(() -> join(reading)).hasRootCause(notFinite);
    }

    @Test
    void shouldPassOnThatNobodyWaitsAnyMore() {
        // Given
        CompletableFuture<TurnScores> underWay = new CompletableFuture<>();
        Reader slow = new Reader() {
            @Override
            public CompletableFuture<TurnScores> read(Prompt prompt) {
                return underWay;
            }

            @Override
            public void close() {}
        };
        CompletableFuture<Reading> reading =
                new PatientReader(slow, policy(Duration.ofMinutes(1)), events::add).read(turn());
        // When
        reading.cancel(true);
        // Then
        assertThat(underWay).isCancelled();
        assertThat(events).isEmpty();
    }

    @Test
    void shouldDoubleThePauseUpToABound() {
        // Given
        RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofSeconds(30), 3);
        // When / Then
        assertThat(List.of(policy.pause(1), policy.pause(2), policy.pause(5), policy.pause(6), policy.pause(1_000_000)))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 1_600L, 2_000L, 2_000L);
    }

    private PatientReader reader(Duration longest) {
        return new PatientReader(scripted, policy(longest), events::add);
    }

    private static RetryPolicy policy(Duration longest) {
        return new RetryPolicy(TICK, TICK, longest, 3);
    }

    private static PromptedTurn turn() {
        Source source = new Source("assay.turns", 3, 17, 2);
        return new PromptedTurn(new Turn("c1", "t1", Role.USER, TEXT, Instant.EPOCH, null, null, source), List.of());
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Fails at the turn, and at other texts, as it is told; then reads. */
    private static final class ScriptedReader implements Reader {

        final Queue<Throwable> failures = new ArrayDeque<>();
        final Queue<Throwable> failuresElsewhere = new ArrayDeque<>();
        final Queue<String> texts = new ConcurrentLinkedQueue<>();

        @Override
        public synchronized CompletableFuture<TurnScores> read(Prompt prompt) {
            texts.add(prompt.turn().text());
            Throwable failure = (prompt.turn().text().equals(TEXT) ? failures : failuresElsewhere).poll();
            return failure == null
                    ? CompletableFuture.completedFuture(WordReader.scores(prompt))
                    : CompletableFuture.failedFuture(failure);
        }

        @Override
        public void close() {}
    }
}
