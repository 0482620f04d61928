package dev.assay.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.catalogue.FeatureMeasurement.Discrimination;
import org.junit.jupiter.api.Test;

class SeparationTest {

    @Test
    void shouldChooseTheThresholdThatFindsMostHarmfulAndLeastHarmlessRecords() {
        // Given
        Separation separation = new Separation();
        for (double value : new double[] {3, 2, 2, 0}) {
            separation.add(value, true);
        }
        for (double value : new double[] {2.5, 0.5, 0, 0, 0}) {
            separation.add(value, false);
        }

        // Then above 0.5 there are 3 of 4 harmful ones, and 1 of 5 harmless ones
        assertThat(separation.best()).isEqualTo(new Discrimination(0.5, 0.75, 0.75, 4, 5));
    }

    @Test
    void shouldFindNothingWithAFeatureThatSpeaksForTheHarmlessOnes() {
        // Given
        Separation separation = new Separation();
        separation.add(0, true);
        separation.add(1, false);

        // Then
        assertThat(separation.best()).isEqualTo(new Discrimination(1, 0, 0, 1, 1));
    }

    @Test
    void shouldSayNothingWithoutRecordsOfBothKinds() {
        Separation separation = new Separation();
        separation.add(1, true);
        assertThat(separation.best()).isNull();
    }
}
