package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferTest {

    private final List<Example> examples = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    @Test
    void shouldHoldASubsetOfBothLabelsAgainstItselfAlone() {
        // Given pairs told apart by one place in ten, beside records that are easier
        positives("pairs", 2, 2, 2, 2, 2);
        negatives("pairs", 1, 1, 1, 1, 3);
        positives("easy", 9, 9, 9, 9, 9);
        benign("chats", 0, 0, 0, 0, 0);

        // When
        TransferScore pairs = of("pairs");

        // Then
        assertThat(pairs).isEqualTo(new TransferScore("pairs", 5, 5, 0.8));
    }

    @Test
    void shouldHoldASubsetOfOneLabelAgainstEachSubsetOfTheOther() {
        // Given harmful records that score above a large subset and below a small one
        positives("mail", 5, 5, 5, 5, 5);
        negatives("bank", 6, 6, 6, 6, 6);
        negatives("code", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        benign("chats", 5, 5, 5, 5, 5);

        // When
        TransferScore mail = of("mail");

        // Then each subset counts the same, a tie half
        assertThat(mail.auroc()).isCloseTo((0 + 1 + 0.5) / 3, within(1e-12));
        assertThat(mail.negatives()).isEqualTo(20);
        assertThat(of("bank").auroc()).isZero();
        assertThat(of("code").auroc()).isEqualTo(1);
        assertThat(of("chats").auroc()).isEqualTo(0.5);
    }

    @Test
    void shouldLeaveOutWhatWasNotScoredOrIsTooFew() {
        positives("mail", 5, 5, 5, 5, 5, Double.NaN);
        positives("few", 5, 5, 5, 5);
        negatives("bank", 1, 1, 1, 1, 1, Double.NaN);

        assertThat(Transfer.of(examples, array()).subsets())
                .containsExactly(new TransferScore("mail", 5, 5, 1), new TransferScore("bank", 5, 5, 1));
    }

    @Test
    void shouldFindWhatLiesAboveBothBudgets() {
        // Given one benign record in 250 at 3, and one labelled harmless record in twenty at 5
        benign("chats", repeated(249, 0));
        benign("chats", 3);
        negatives("bank", repeated(19, 1));
        negatives("bank", 5);
        positives("mail", 2, 4, 4, 6, 1);
        positives("calls", 2, 2, 2, 2, 0);

        // When
        double recall = Transfer.of(examples, array()).recall();

        // Then what is above 1 counts, and subsets weigh the same
        assertThat(recall).isCloseTo((4 / 5.0 + 4 / 5.0) / 2, within(1e-12));
    }

    private static double[] repeated(int count, double score) {
        double[] scores = new double[count];
        Arrays.fill(scores, score);
        return scores;
    }

    private void positives(String subset, double... ofSubset) {
        add(true, false, subset, ofSubset);
    }

    private void negatives(String subset, double... ofSubset) {
        add(false, false, subset, ofSubset);
    }

    private void benign(String subset, double... ofSubset) {
        add(false, true, subset, ofSubset);
    }

    private void add(boolean positive, boolean general, String subset, double... ofSubset) {
        Arrays.stream(ofSubset).forEach(score -> {
            int record = examples.size();
            examples.add(new Example(record, positive, general, subset, "group" + record, List.of(record)));
            scores.add(score);
        });
    }

    private TransferScore of(String subset) {
        return Transfer.of(examples, array()).subsets().stream()
                .filter(score -> score.subset().equals(subset))
                .findFirst()
                .orElseThrow();
    }

    private double[] array() {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
