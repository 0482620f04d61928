package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {

    static Stream<Calibration> calibrations() {
        return Stream.of(
                new Calibration.Platt(1, 0),
                new Calibration.Platt(0.03, -4),
                new Calibration.Platt(40, 7),
                new Calibration.Isotonic(new double[] {1}, new double[] {0.3}),
                new Calibration.Isotonic(new double[] {-2, -1, 0.1, 3}, new double[] {0, 0.1, 0.1, 1}),
                new Calibration.Isotonic(new double[] {-1e-300, 0, 1e300}, new double[] {0.2, 0.4, 0.9}));
    }

    @ParameterizedTest
    @MethodSource("calibrations")
    void shouldBeAProbabilityThatNeverFalls(Calibration calibration) {
        double before = 0;
        for (double logit = -1000; logit <= 1000; logit += 0.25) {
            double probability = calibration.probability(logit);
            assertThat(probability).as("logit %s", logit).isBetween(before, 1.0);
            before = probability;
        }
        assertThat(calibration.probability(-Double.MAX_VALUE)).isBetween(0.0, 1.0);
        assertThat(calibration.probability(Double.MAX_VALUE)).isBetween(before, 1.0);
    }

    @Test
    void shouldBeTheLogisticFunction() {
        assertThat(new Calibration.Platt(2, -1).probability(0.5)).isEqualTo(0.5);
        assertThat(new Calibration.Platt(2, -1).probability(1)).isCloseTo(0.7310586, Offset.offset(1e-7));
    }

    @Test
    void shouldDrawStraightLinesBetweenKnotsAndClampBeyond() {
        Calibration isotonic = new Calibration.Isotonic(new double[] {0, 2, 3}, new double[] {0.1, 0.5, 0.6});

        assertThat(isotonic.probability(-9)).isEqualTo(0.1);
        assertThat(isotonic.probability(0)).isEqualTo(0.1);
        assertThat(isotonic.probability(0.5)).isCloseTo(0.2, Offset.offset(1e-12));
        assertThat(isotonic.probability(2)).isEqualTo(0.5);
        assertThat(isotonic.probability(2.5)).isCloseTo(0.55, Offset.offset(1e-12));
        assertThat(isotonic.probability(3)).isEqualTo(0.6);
        assertThat(isotonic.probability(4)).isEqualTo(0.6);
    }

    @Test
    void shouldRefuseWhatWouldTurnTheOrderRound() {
        assertThatThrownBy(() -> new Calibration.Platt(-1, 0))
                .hasMessage("platt calibration has slope -1.0 and intercept 0.0; expected finite numbers with the slope"
                        + " above 0");
        assertThatThrownBy(() -> new Calibration.Isotonic(new double[] {0, 1}, new double[] {0.5, 0.4}))
                .hasMessage(
                        "isotonic calibration's knot 1 is (1.0, 0.4); expected x finite and above the knot before, y"
                                + " in [0, 1] and not below it");
        assertThatThrownBy(() -> new Calibration.Isotonic(new double[] {1, 1}, new double[] {0.5, 0.6}))
                .hasMessageContaining("knot 1 is (1.0, 0.6)");
        assertThatThrownBy(() -> new Calibration.Isotonic(new double[] {0}, new double[] {1.1}))
                .hasMessageContaining("knot 0 is (0.0, 1.1)");
        assertThatThrownBy(() -> new Calibration.Isotonic(new double[] {Double.NaN}, new double[] {1}))
                .hasMessageContaining("knot 0 is (NaN, 1.0)");
        assertThatThrownBy(() -> new Calibration.Isotonic(new double[0], new double[0]))
                .hasMessage("isotonic calibration has 0 x and 0 y; expected as many of each and at least 1");
    }
}
