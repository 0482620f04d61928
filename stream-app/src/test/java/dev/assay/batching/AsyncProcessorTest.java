package dev.assay.batching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class AsyncProcessorTest {

    private final AsyncHarness task = new AsyncHarness(AsyncHarness.limits(100, 1_000));

    @Test
    void shouldForwardInTheOrderOfTheInputWhateverIsDoneFirst() {
        // Given
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            values.add("value" + i);
        }
        values.forEach(task::process);
        long seed = System.nanoTime();
        List<String> finishing = new ArrayList<>(values);
        Collections.shuffle(finishing, new Random(seed));
        // When
        for (String value : finishing) {
            task.finish(value);
            task.poll();
        }
        // Then
        assertThat(task.outputs())
                .as("seed %d", seed)
                .isEqualTo(values.stream()
                        .map(value -> value + "=" + value.replace("value", "VALUE"))
                        .toList());
        assertThat(task.journalled()).isZero();
    }

    @Test
    void shouldForwardTheTimestampAndHeadersOfTheRecord() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-1".getBytes(UTF_8)).add("empty", null);
        task.process("a", 1234, headers);
        // When
        task.restart();
        task.finish("a");
        task.poll();
        // Then
        Record<String, String> record = task.records().get(0);
        assertThat(record.key()).isEqualTo("key");
        assertThat(record.timestamp()).isEqualTo(1234);
        assertThat(record.headers()).isEqualTo(headers);
    }

    @Test
    void shouldSubmitAgainWhatWasNotForwardedAheadOfNewInput() {
        // Given
        List.of("a", "b", "c", "d").forEach(task::process);
        task.finish("a");
        task.finish("c");
        task.poll();
        assertThat(task.outputs()).containsExactly("a=A");
        task.submissions.clear();
        // When
        task.restart();
        task.process("e");
        assertThat(task.submissions).containsExactly("b", "c", "d", "e");
        task.submissions.forEach(task::finish);
        task.poll();
        // Then
        assertThat(task.outputs()).containsExactly("b=B", "c=C", "d=D", "e=E");
        assertThat(task.journalled()).isZero();
    }

    @Test
    void shouldKeepTheOrderWhenRestartedAtAnyMoment() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        List<String> forwarded = new ArrayList<>();
        // When
        for (int i = 0; i < 300; i++) {
            task.process("v" + i);
            expected.add("v" + i + "=V" + i);
            task.work.keySet().stream().filter(value -> random.nextInt(4) == 0).forEach(task::finish);
            if (random.nextInt(10) == 0) {
                forwarded.addAll(task.outputs());
                task.restart();
            }
        }
        task.work.keySet().forEach(task::finish);
        task.poll();
        forwarded.addAll(task.outputs());
        // Then
        assertThat(forwarded).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void shouldStartAfreshWhenTheSameProcessorIsInitialisedAgain() {
        // Given
        task.process("a");
        CompletableFuture<String> dropped = task.future("a");
        // When
        task.revive();
        task.finish("a");
        task.poll();
        // Then
        assertThat(dropped).isCancelled();
        assertThat(task.outputs()).containsExactly("a=A");
        assertThat(task.releases).containsExactly(false, true);
    }

    @Test
    void shouldFailTheTaskAndKeepTheEntryWhenTheWorkFails() {
        // Given
        task.process("a");
        task.process("b");
        task.finish("b");
        // When
        task.future("a").completeExceptionally(new IllegalStateException("the engine is gone"));
        // Then
        assertThatThrownBy(task::poll)
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("stays in the journal")
                .hasRootCauseMessage("the engine is gone");
        assertThat(task.outputs()).isEmpty();
        assertThat(task.journalled()).isEqualTo(2);
    }

    @Test
    void shouldWaitForTheOldestWhenTooManyAreUnderWay() {
        // Given
        AsyncHarness small = new AsyncHarness(AsyncHarness.limits(2, 1_000));
        small.process("a");
        small.process("b");
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> small.finish("a"));
        // When
        small.process("c");
        // Then
        assertThat(small.outputs()).containsExactly("a=A");
        assertThat(small.submissions).containsExactly("a", "b", "c");
        assertThat(small.waits).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheOldestWhenTheyCostTooMuchTogether() {
        // Given
        AsyncHarness small = new AsyncHarness(AsyncHarness.limits(100, 10));
        small.process("1234567");
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> small.finish("1234567"));
        // When
        small.process("costs more than all");
        // Then
        assertThat(small.outputs()).containsExactly("1234567=1234567");
        assertThat(small.submissions).hasSize(2);
    }

    @Test
    void shouldGoOnAfterTheLongestWaitSoThatTheTransactionCanBeCommitted() {
        // Given
        AsyncHarness impatient = new AsyncHarness(new InFlightLimits(1, 1_000, new WaitBudget(Duration.ofMillis(20))));
        impatient.process("a");
        // When
        impatient.process("b");
        // Then
        assertThat(impatient.outputs()).isEmpty();
        assertThat(impatient.submissions).containsExactly("a", "b");
        assertThat(impatient.journalled()).isEqualTo(2);
    }

    @Test
    void shouldAskForTheClockOnlyWhileThereIsWork() {
        // Given
        assertThat(task.isArmed()).isFalse();
        // When
        task.process("a");
        boolean armedWithWork = task.isArmed();
        task.finish("a");
        task.poll();
        // Then
        assertThat(armedWithWork).isTrue();
        assertThat(task.isArmed()).isFalse();
    }

    @Test
    void shouldForwardWhatIsDoneWhenNewInputComes() {
        // Given
        task.process("a");
        task.finish("a");
        // When
        task.process("b");
        // Then
        assertThat(task.outputs()).containsExactly("a=A");
    }

    @Test
    void shouldShareTheWaitsOfAThreadAmongItsTasksUntilItMayCommit() {
        // Given two full tasks of one thread, the first of which has waited for as long as the thread may
        WaitBudget budget = new WaitBudget(Duration.ofMinutes(1));
        AsyncHarness first = new AsyncHarness(new InFlightLimits(1, 1_000, budget));
        AsyncHarness second = new AsyncHarness(new InFlightLimits(1, 1_000, budget));
        first.process("a");
        second.process("b");
        budget.spend(Duration.ofMinutes(2).toNanos());
        // When
        second.process("c");
        // Then it goes on without waiting, up to the next firing of any task's clock
        assertThat(second.outputs()).isEmpty();
        assertThat(second.submissions).containsExactly("b", "c");
        first.poll();
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
            second.finish("b");
            second.finish("c");
        });
        second.process("d");
        assertThat(second.outputs()).containsExactly("b=B", "c=C");
    }

    @Test
    void shouldCountWhatOneTaskWaitedAgainstTheOthersOfItsThread() {
        // Given
        WaitBudget budget = new WaitBudget(Duration.ofMillis(20));
        AsyncHarness first = new AsyncHarness(new InFlightLimits(1, 1_000, budget));
        first.process("a");
        // When
        first.process("never done");
        // Then
        assertThat(budget.left()).isZero();
        assertThat(CompletableFuture.supplyAsync(budget::left).join())
                .as("of another thread")
                .isPositive();
    }

    @Test
    void shouldTellHowLongItHasWaitedForItsOldestRecord() {
        // Given
        task.process("a");
        task.process("b");
        await(Duration.ofMillis(30));
        Duration waitedForA = task.oldest.age();
        // When
        task.finish("a");
        long from = System.nanoTime();
        task.poll();
        Duration waitedForB = task.oldest.age();
        Duration atMost = Duration.ofNanos(System.nanoTime() - from);
        // Then
        assertThat(waitedForA).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        assertThat(waitedForB).isLessThanOrEqualTo(atMost);
        task.finish("b");
        task.poll();
        assertThat(task.oldest.age()).isZero();
    }

    @Test
    void shouldNotWaitForARecordOnceItIsClosed() {
        // Given
        task.process("a");
        await(Duration.ofMillis(1));
        assertThat(task.oldest.age()).isPositive();
        // When
        task.close();
        // Then
        assertThat(task.oldest.age()).isZero();
    }

    private static void await(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
