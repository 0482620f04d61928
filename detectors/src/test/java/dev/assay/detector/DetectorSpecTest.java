package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Role;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorSpecTest {

    private static final Calibration LOGISTIC = new Calibration.Platt(1, 0);

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> spec("Scam", 1, 0, 1, 0.5, List.of()))
                .hasMessage(
                        "detector id is 'Scam'; expected 1 to 64 lower-case letters, digits, underscores, hyphens or dots");
        assertThatThrownBy(() -> spec("scam", 0, 0, 1, 0.5, List.of()))
                .hasMessage("minTokens of detector 'scam' is 0; expected at least 1");
        assertThatThrownBy(() -> spec("scam", 1, -1, 1, 0.5, List.of()))
                .hasMessage("prior of detector 'scam' is -1.0; expected a finite number of tokens, 0 or more");
        assertThatThrownBy(() -> spec("scam", 1, 0, 1.5, 0.5, List.of()))
                .hasMessage("forgetting of detector 'scam' is 1.5; expected 0 to 1");
        assertThatThrownBy(() -> spec("scam", 1, 0, 1, 0, List.of()))
                .hasMessage("threshold of detector 'scam' is 0.0; expected above 0 and at most 1");
        assertThatThrownBy(() -> spec("scam", 1, 0, 1, Double.NaN, List.of()))
                .hasMessage("threshold of detector 'scam' is NaN; expected above 0 and at most 1");
        assertThatThrownBy(() -> spec("scam", 1, 0, 1, 0.5, List.of(4, 4)))
                .hasMessage("evidenceFeatures of detector 'scam' is [4, 4]; expected each feature once");
        assertThatThrownBy(() -> new WeightedProbe("scam", 0))
                .hasMessage("weight of probe 'scam' is 0.0; expected a finite number other than 0");
    }

    @Test
    void shouldBeCalledAsTheDataCallsTheCategory() {
        // Given, When
        DetectorSpec spec = spec("power_seeking", 1, 0, 1, 0.5, List.of());

        // Then
        assertThat(spec.id()).isEqualTo("power_seeking");
        assertThat(spec.category()).isEqualTo("power_seeking");
    }

    private static DetectorSpec spec(
            String id, int minTokens, double prior, double forgetting, double threshold, List<Integer> evidence) {
        return new DetectorSpec(
                id,
                id,
                Severity.HIGH,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe("scam", 1)),
                new Pooling.Mean(),
                minTokens,
                prior,
                forgetting,
                LOGISTIC,
                LOGISTIC,
                threshold,
                evidence);
    }
}
