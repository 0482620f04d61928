package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final List<String> started = new ArrayList<>();
    private final Admission admission = new Admission(100);

    @Test
    void shouldLetTurnsInWhileThereIsRoomAndInTheirOrder() {
        // Given
        enter("a", 60);
        enter("b", 40);
        enter("large", 80);
        enter("small", 1);
        assertThat(started).containsExactly("a", "b");

        // When
        admission.leave(60);
        assertThat(started)
                .as("the large one has no room yet, and nobody overtakes it")
                .hasSize(2);
        admission.leave(40);

        // Then
        assertThat(started).containsExactly("a", "b", "large", "small");
    }

    @Test
    void shouldLetATurnOfAnySizeInAlone() {
        // When
        enter("giant", 1_000_000);
        enter("small", 1);
        assertThat(started).containsExactly("giant");
        admission.leave(1_000_000);

        // Then
        assertThat(started).containsExactly("giant", "small");
    }

    @Test
    void shouldNotNestTheStartsOfManyThatLeaveAtOnce() {
        // Given
        enter("first", 100);
        for (int i = 0; i < 100_000; i++) {
            admission.enter(100, () -> {
                started.add("next");
                admission.leave(100);
            });
        }

        // When
        admission.leave(100);

        // Then
        assertThat(started).hasSize(100_001);
    }

    private void enter(String turn, long cost) {
        admission.enter(cost, () -> started.add(turn));
    }
}
