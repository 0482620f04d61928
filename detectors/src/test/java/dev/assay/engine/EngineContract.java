package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.graph.FusedGraph;
import dev.assay.graph.HeadReference;
import dev.assay.graph.SyntheticReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine must do. Each engine's test extends it. */
public abstract class EngineContract {

    private static final int PADDING = 0;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private Engine engine;

    protected abstract Engine open(FusedGraph graph);

    /** Largest difference of a score that batch mates and padding may make: 0 for engines that promise the same bits. */
    protected abstract float batchTolerance();

    @BeforeEach
    void openEngine() {
        engine = open(SyntheticReader.fused());
    }

    @AfterEach
    void closeEngine() {
        // JUnit comes here also when opening it was skipped.
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void shouldAgreeWithPlainLoops() {
        // Given
        int[] window = window(17);

        // When
        float[] scores = alone(window);

        // Then
        assertThat(engine.columns()).isEqualTo(SyntheticReader.head().columns());
        for (int token = 0; token < window.length; token++) {
            double[] expected = HeadReference.scores(SyntheticReader.head(), SyntheticReader.residuals(window, token));
            for (int c = 0; c < expected.length; c++) {
                assertThat((double) scores[token * expected.length + c])
                        .as("seed %d, token %d, column %d", seed, token, c)
                        .isCloseTo(expected[c], within(1e-4));
            }
        }
    }

    @Test
    void shouldScoreARowTheSameAloneAndPadded() {
        // Given
        int[] window = window(9);

        // When
        float[] padded = engine.run(TokenBatch.of(List.of(window), 32, PADDING));

        // Then
        assertSameRow(alone(window), padded, 0, 32);
    }

    @Test
    void shouldKeepRowsApartAndInOrder() {
        // Given rows of different lengths
        List<int[]> windows = List.of(window(5), window(24), window(1), window(24), window(13));

        // When
        float[] scores = engine.run(TokenBatch.of(windows, 24, PADDING));

        // Then
        assertThat(scores).hasSize(5 * 24 * engine.columns());
        for (int row = 0; row < windows.size(); row++) {
            assertSameRow(alone(windows.get(row)), scores, row, 24);
        }
    }

    @Test
    void shouldRunForSeveralCallersAtOnce() throws ExecutionException, InterruptedException {
        // Given more callers than processors, each with its own row
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<int[]> windows = new ArrayList<>();
            List<CompletableFuture<float[]>> results = new ArrayList<>();

            // When
            for (int i = 0; i < 200; i++) {
                int[] window = window(1 + i % 30);
                windows.add(window);
                results.add(CompletableFuture.supplyAsync(() -> alone(window), callers));
            }

            // Then
            for (int i = 0; i < windows.size(); i++) {
                assertSameRow(alone(windows.get(i)), results.get(i).get(), 0, windows.get(i).length);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void shouldSayWhatItIs() {
        assertThat(engine.info().name()).isNotBlank();
        assertThat(engine.info().version()).matches("[0-9]+\\..*");
        assertThat(engine.info().device()).isNotBlank();
        assertThat(engine.info().precision()).isNotBlank();
    }

    @Test
    void shouldThrowOnceClosed() {
        // Given
        int[] window = window(3);

        // When
        engine.close();
        engine.close();

        // Then
        assertThatThrownBy(() -> alone(window))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void shouldNameTheBatchButNoTokenWhenItCannotRun() {
        // Given an id beyond the vocabulary
        int[] window = {1, 987_654, 2};

        // When / Then
        assertThatThrownBy(() -> alone(window))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("1 rows x 3 tokens")
                .hasMessageNotContaining("987654");

        // And the engine goes on
        assertThat(alone(window(3))).hasSize(3 * engine.columns());
    }

    @Test
    void shouldRefuseAMalformedGraph() {
        // Given
        FusedGraph malformed = new FusedGraph(new byte[] {8, 6, 1, 2, 3}, 1, false);

        // When / Then
        assertThatThrownBy(() -> open(malformed))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("cannot load a graph of 5 bytes");
    }

    private float[] alone(int[] window) {
        return engine.run(TokenBatch.of(List.of(window), window.length, PADDING));
    }

    private void assertSameRow(float[] alone, float[] batch, int row, int sequence) {
        int from = row * sequence * engine.columns();
        float[] inBatch = Arrays.copyOfRange(batch, from, from + alone.length);
        for (int i = 0; i < alone.length; i++) {
            assertThat(Math.abs(alone[i] - inBatch[i]))
                    .as("seed %d, row %d, element %d", seed, row, i)
                    .isLessThanOrEqualTo(batchTolerance());
        }
    }

    private int[] window(int length) {
        return random.ints(length, 1, SyntheticReader.VOCABULARY).toArray();
    }
}
