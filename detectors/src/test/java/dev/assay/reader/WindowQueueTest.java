package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.EngineException;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowQueueTest {

    @Test
    void shouldServeTheWindowThatWaitedLongestFirst() {
        // Given a long window behind one short window and before many
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 64, 8), 100);
        queue.add(entries(8, 100, 7, 6, 5, 4, 3, 2, 1, 9, 8));

        // When / Then: the short ones padded to 8 share a batch, the long one is next, then what had no room
        assertThat(lengths(queue.take())).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(lengths(queue.take())).containsExactly(100);
        assertThat(lengths(queue.take())).containsExactly(9);
        assertThat(lengths(queue.take())).containsExactly(8);
    }

    @Test
    void shouldPadToTheBucketButNotBeyondTheLongestWindow() {
        // Given
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 64, 16), 40);
        queue.add(entries(5, 39));

        // When / Then
        assertThat(queue.take().sequence()).isEqualTo(16);
        assertThat(queue.take().sequence()).isEqualTo(40);
    }

    @Test
    void shouldDropWindowsOfTurnsAlreadyDecided() {
        // Given
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 64, 8), 100);
        List<WindowQueue.Entry> entries = entries(20, 5, 5);
        queue.add(entries);

        // When
        entries.get(0).turn().fail(new EngineException("another window of this turn failed"));
        entries.get(1).turn().result().cancel(false);

        // Then
        assertThat(queue.take().entries()).containsExactly(entries.get(2));
    }

    @Test
    void shouldHandBackWhatIsLeftAndTakeNothingMoreOnceClosed() {
        // Given
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 64, 8), 100);
        queue.add(entries(20, 5));

        // When / Then
        assertThat(queue.close()).hasSize(2);
        assertThat(queue.take().entries()).isEmpty();
        assertThat(queue.add(entries(5))).isFalse();
    }

    @Test
    void shouldServeTheTurnsBehindALongOneBetweenItsWindows() {
        // Given a turn of a thousand windows, and three short ones behind it
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 100, 8), 100);
        queue.add(entries(IntStream.range(0, 1_000).map(i -> 100).toArray()));
        queue.add(entries(10));
        queue.add(entries(20));
        queue.add(entries(30));

        // When
        List<Integer> served = IntStream.range(0, 20)
                .mapToObj(i -> lengths(queue.take()).get(0))
                .toList();

        // Then four of its windows go first, and four more before each of the others
        assertThat(served.indexOf(10)).isEqualTo(8);
        assertThat(served.indexOf(20)).isEqualTo(13);
        assertThat(served.indexOf(30)).isEqualTo(18);
    }

    @Test
    void shouldServeATurnThatComesLateAheadOfALongOneAndStillFinishThatOne() {
        // Given a long turn of which much has been read already
        WindowQueue queue = new WindowQueue(new BatchingOptions(1, 100, 8), 100);
        queue.add(entries(IntStream.range(0, 100).map(i -> 100).toArray()));
        for (int i = 0; i < 40; i++) {
            queue.take();
        }

        // When a short turn comes before each batch
        List<Integer> first = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queue.add(entries(10));
            first.add(lengths(queue.take()).get(0));
        }

        // Then nine of them pass it by, as many as it has been ahead of, and it is read to its end all the same
        assertThat(first.subList(0, 9)).containsOnly(10);
        assertThat(first.get(9)).isEqualTo(100);
        assertThat(Collections.frequency(first, 100)).isEqualTo(60);
    }

    private static List<WindowQueue.Entry> entries(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> new Window(new int[length], 0, 0, 0, 0))
                .map(window -> new WindowQueue.Entry(
                        window,
                        new TurnReading(
                                new CompletableFuture<>(),
                                new Tokens(new int[0], new int[0], new int[0]),
                                1,
                                List.of(window))))
                .toList();
    }

    private static List<Integer> lengths(WindowQueue.Batch batch) {
        return batch.entries().stream().map(entry -> entry.window().length()).toList();
    }
}
