package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.EngineException;
import dev.assay.token.Tokens;
import java.util.Arrays;
import java.util.List;
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

    private static List<WindowQueue.Entry> entries(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> new WindowQueue.Entry(
                        new Window(new int[length], 0, 0, 0),
                        new TurnReading(new Tokens(new int[0], new int[0], new int[0]), 1, 1)))
                .toList();
    }

    private static List<Integer> lengths(WindowQueue.Batch batch) {
        return batch.entries().stream().map(entry -> entry.window().length()).toList();
    }
}
