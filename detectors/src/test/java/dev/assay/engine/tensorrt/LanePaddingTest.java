package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.junit.jupiter.api.Test;

class LanePaddingTest {

    @Test
    void shouldPadRowsToTheLengthTheEngineWasBuiltFor() {
        // Given memory with remains of another batch
        LongBuffer into = LongBuffer.wrap(new long[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9});

        // When
        Lane.withPadding(new long[] {1, 2, 3, 4}, 2, 2, 4, into);

        // Then
        assertThat(into.array()).containsExactly(1, 2, 0, 0, 3, 4, 0, 0, 9, 9);
    }

    @Test
    void shouldLeaveThePaddingOutOfTheScores() {
        // Given 2 rows of 3 tokens, of which 2 are wanted, 2 columns
        FloatBuffer scores = FloatBuffer.wrap(new float[] {1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 0, 0});

        // When
        float[] kept = Lane.withoutPadding(scores, 2, 2, 3, 2);

        // Then
        assertThat(kept).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
}
