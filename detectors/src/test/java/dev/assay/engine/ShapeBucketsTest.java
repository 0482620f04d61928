package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeBucketsTest {

    private final ShapeBuckets shapes = ShapeBuckets.upTo(200, 1000);

    @Test
    void shouldEndWithTheWindow() {
        assertThat(shapes.sequences()).containsExactly(32, 64, 128, 200);
        assertThat(ShapeBuckets.upTo(256, 1).sequences()).containsExactly(32, 64, 128, 256);
        assertThat(ShapeBuckets.upTo(16, 16).sequences()).containsExactly(16);
    }

    @Test
    void shouldChooseTheShortestThatHoldsTheSequence() {
        assertThat(shapes.bucket(1)).isZero();
        assertThat(shapes.bucket(32)).isZero();
        assertThat(shapes.bucket(33)).isEqualTo(1);
        assertThat(shapes.bucket(200)).isEqualTo(3);
        assertThatThrownBy(() -> shapes.bucket(201))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("rows of 201 tokens; expected at most 200");
    }

    @Test
    void shouldFillTheTokensWithRows() {
        assertThat(shapes.rows(0)).isEqualTo(31);
        assertThat(shapes.rows(3)).isEqualTo(5);
    }

    @Test
    void shouldRefuseWhatCannotBeRun() {
        assertThatThrownBy(() -> new ShapeBuckets(List.of(64, 32), 64)).hasMessageContaining("ascending");
        assertThatThrownBy(() -> new ShapeBuckets(List.of(), 64)).hasMessageContaining("at least one length");
        assertThatThrownBy(() -> new ShapeBuckets(List.of(64), 63)).hasMessageContaining("expected at least 64");
    }
}
