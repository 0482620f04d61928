package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.token.ControlTokens;
import dev.assay.token.Tokens;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final ControlTokens CONTROLS = new ControlTokens(-1, -2, -3);

    @Test
    void shouldPlaceContextAndTurnBetweenControlTokens() {
        // Given a window of 8 with room for 3 tokens of context and an overlap of 2
        ReaderSpec spec = spec(8, 3, 2);

        // When
        List<Window> windows = Windows.plan(new int[] {91, 92, 93, 94}, 2, turn(6), CONTROLS, spec);

        // Then
        assertThat(windows.stream().map(Window::ids))
                .containsExactly(
                        new int[] {-1, 92, 93, 94, -2, 0, 1, -2},
                        new int[] {-1, 0, 1, -2, 2, 3, 4, -2},
                        new int[] {-1, 3, 4, -2, 5, -2});
        assertThat(windows.stream().map(Window::carried)).containsExactly(2, 0, 0);
        assertThat(windows.get(0).firstCarried()).isEqualTo(2);
    }

    @Test
    void shouldLeaveTheSeparatorOutWithoutContext() {
        assertThat(Windows.plan(new int[0], 0, turn(2), CONTROLS, spec(8, 3, 2)).stream()
                        .map(Window::ids))
                .containsExactly(new int[] {-1, 0, 1, -2});
        assertThat(Windows.plan(new int[] {91}, 1, turn(0), CONTROLS, spec(8, 3, 2)))
                .isEmpty();
    }

    @Test
    void shouldCarryNoMoreThanTheContextHolds() {
        assertThat(Windows.plan(new int[] {91, 92, 93, 94}, 4, turn(2), CONTROLS, spec(8, 3, 2)).stream()
                        .map(Window::carried))
                .containsExactly(3);
    }

    @Test
    void shouldScoreEveryTokenOnceWithinTheWindow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            // Given
            int contextTokens = random.nextInt(20);
            int overlap = random.nextInt(20);
            int smallest = ReaderSpec.CONTROL_TOKENS + Math.max(contextTokens, overlap) + 1;
            ReaderSpec spec = spec(smallest + random.nextInt(30), contextTokens, overlap);
            int[] context = random.ints(random.nextInt(40), 1000, 2000).toArray();
            Tokens turn = turn(random.nextInt(200));

            // When
            List<Window> windows = Windows.plan(context, 0, turn, CONTROLS, spec);

            // Then
            int[] times = new int[turn.size()];
            for (Window window : windows) {
                assertThat(window.length()).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(spec.window());
                assertThat(window.ids()[0]).isEqualTo(CONTROLS.start());
                assertThat(window.ids()[window.length() - 1]).isEqualTo(CONTROLS.separator());
                for (int i = 0; i < window.scored(); i++) {
                    int token = window.firstToken() + i;
                    times[token]++;
                    assertThat(window.ids()[window.firstPosition() + i])
                            .as("seed %d, round %d, token %d", seed, round, token)
                            .isEqualTo(turn.id(token));
                }
            }
            assertThat(times)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(IntStream.generate(() -> 1).limit(turn.size()).toArray());
        }
    }

    private static ReaderSpec spec(int window, int contextTokens, int overlap) {
        String sha256 = "0".repeat(64);
        return new ReaderSpec("test", "m", sha256, "t", sha256, 8, window, contextTokens, overlap);
    }

    /** A turn whose token {@code i} has the id {@code i}. */
    private static Tokens turn(int size) {
        int[] ids = IntStream.range(0, size).toArray();
        return new Tokens(ids, ids, IntStream.rangeClosed(1, size).toArray());
    }
}
