package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.detector.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationFitterTest {

    @Test
    void shouldRecoverTheSigmoidThatMadeTheLabels() {
        // Given labels drawn with probability sigmoid(1.5 * logit - 0.5)
        Random random = new Random(31);
        List<CalibrationFitter.Point> points = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double logit = 2 * random.nextGaussian();
            boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-(1.5 * logit - 0.5)));
            points.add(new CalibrationFitter.Point(logit, positive, 1));
        }

        // When
        Calibration.Platt platt = CalibrationFitter.platt(points);

        // Then
        assertThat(platt.slope()).as("seed 31").isCloseTo(1.5, within(0.1));
        assertThat(platt.intercept()).as("seed 31").isCloseTo(-0.5, within(0.1));
        assertThat(CalibrationFitter.expectedError(platt, points)).isLessThan(0.01);
        assertThat(CalibrationFitter.expectedError(CalibrationFitter.isotonic(points), points))
                .isLessThan(0.01);
    }

    @Test
    void shouldStayModestOnSeparableData() {
        // Given
        List<CalibrationFitter.Point> points = List.of(
                new CalibrationFitter.Point(-1, false, 1),
                new CalibrationFitter.Point(-2, false, 1),
                new CalibrationFitter.Point(1, true, 1),
                new CalibrationFitter.Point(2, true, 1));

        // When
        Calibration.Platt platt = CalibrationFitter.platt(points);

        // Then Platt's targets are 3/4 and 1/4, not 1 and 0
        assertThat(platt.probability(1.5)).isBetween(0.7, 0.85);
        assertThat(platt.probability(-1.5)).isBetween(0.15, 0.3);
    }

    @Test
    void shouldNeverFallWithTheLogitEvenWhereTheDataDoes() {
        List<CalibrationFitter.Point> upsideDown =
                List.of(new CalibrationFitter.Point(-1, true, 1), new CalibrationFitter.Point(1, false, 1));
        assertThat(CalibrationFitter.platt(upsideDown).slope()).isPositive();
        assertThat(CalibrationFitter.isotonic(upsideDown).y()).containsExactly(0.5);
    }

    @Test
    void shouldPoolAdjacentViolatorsByWeight() {
        // Given
        List<CalibrationFitter.Point> points = List.of(
                new CalibrationFitter.Point(0, false, 1),
                new CalibrationFitter.Point(1, true, 1),
                new CalibrationFitter.Point(2, false, 3),
                new CalibrationFitter.Point(3, true, 1));

        // When
        Calibration.Isotonic isotonic = CalibrationFitter.isotonic(points);

        // Then the second and third are one block of a quarter positives at their mean
        assertThat(isotonic.x()).containsExactly(0, 1.75, 3);
        assertThat(isotonic.y()).containsExactly(0, 0.25, 1);
    }

    @Test
    void shouldJoinEqualLogits() {
        List<CalibrationFitter.Point> points = List.of(
                new CalibrationFitter.Point(1, false, 1),
                new CalibrationFitter.Point(1, true, 1),
                new CalibrationFitter.Point(2, true, 1));
        assertThat(CalibrationFitter.isotonic(points).x()).containsExactly(1, 2);
        assertThat(CalibrationFitter.isotonic(points).y()).containsExactly(0.5, 1);
    }
}
