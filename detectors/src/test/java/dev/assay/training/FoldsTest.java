package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void shouldKeepSubsetsWhole() {
        // Given
        List<Example> examples = new ArrayList<>();
        for (String subset : List.of("a", "b", "c", "d", "e")) {
            examples.addAll(examples(subset, 40));
        }

        // When
        Folds folds = new Folds(examples, 3, 1);

        // Then
        assertThat(folds.count()).isEqualTo(3);
        for (String subset : List.of("a", "b", "c", "d", "e")) {
            assertThat(foldsOf(folds, examples, subset)).hasSize(1);
        }
        assertThat(examples.stream().map(folds::fold).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void shouldSplitByGroupWhereAFoldWouldLackALabel() {
        // Given all positives in one subset
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            examples.add(new Example(2 * i, true, false, "bad", "group" + i, List.of(2 * i)));
            examples.add(new Example(2 * i + 1, false, false, "good", "group" + i, List.of(2 * i + 1)));
        }

        // When
        Folds folds = new Folds(examples, 4, 1);

        // Then groups are whole, subsets are not
        assertThat(foldsOf(folds, examples, "bad")).hasSizeGreaterThan(1);
        for (int i = 0; i < 100; i++) {
            assertThat(folds.fold(examples.get(2 * i))).isEqualTo(folds.fold(examples.get(2 * i + 1)));
        }
    }

    private static Set<Integer> foldsOf(Folds folds, List<Example> examples, String subset) {
        return examples.stream()
                .filter(example -> example.subset().equals(subset))
                .map(folds::fold)
                .collect(Collectors.toSet());
    }

    private static List<Example> examples(String subset, int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(i, i % 2 == 0, false, subset, subset + i, List.of(i)));
        }
        return examples;
    }
}
