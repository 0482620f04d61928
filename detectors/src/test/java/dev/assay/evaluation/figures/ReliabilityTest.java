package dev.assay.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {

    @Test
    void shouldMeasureBrierAndBins() {
        // Given two of the three records at 0.9 and 0.95 harmful, and none at 0.1
        Reliability reliability = Reliability.of(new double[] {0.9, 0.95}, new double[] {0.95, 0.1});

        // Then
        assertThat(reliability.brier()).isCloseTo((0.01 + 0.0025 + 0.9025 + 0.01) / 4, within(1e-12));
        assertThat(reliability.bins()).hasSize(2);
        assertThat(reliability.bins().get(1).probability()).isCloseTo(2.8 / 3, within(1e-12));
        assertThat(reliability.bins().get(1).positives()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(reliability.expectedError()).isCloseTo((0.1 + 0.8) / 4, within(1e-12));
    }

    @Test
    void shouldPutCertaintyInTheLastBinAndHaveNothingWithoutRecords() {
        assertThat(Reliability.of(new double[] {1}, new double[0]).bins())
                .containsExactly(new Reliability.Bin(1, 1, 1));
        assertThat(Reliability.of(new double[0], new double[0]).brier()).isNaN();
    }
}
