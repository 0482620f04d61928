package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNamesTest {

    @Test
    void shouldGiveARunNamesOfItsOwn() {
        // Given
        Config production = Config.of(Map.of("assay.instance.id", "one", "assay.alerts.cool-down", "3m"));

        // When
        RunNames names = RunNames.of("tuesday", production);
        Config config = names.applyTo(production);

        // Then
        assertThat(config.get(Settings.APPLICATION_ID)).isEqualTo("assay-replay-tuesday");
        assertThat(config.get(Settings.ALERTS_TOPIC)).isEqualTo("assay-replay-tuesday.alerts");
        assertThat(config.get(Settings.DEAD_LETTERS_TOPIC)).isEqualTo("assay-replay-tuesday.dead-letters");
        assertThat(config.get(Settings.INSTANCE_ID)).isEmpty();
        assertThat(config.get(Settings.INPUT_TOPIC)).isEqualTo(production.get(Settings.INPUT_TOPIC));
        assertThat(config.get(Settings.ALERT_COOL_DOWN)).isEqualTo(production.get(Settings.ALERT_COOL_DOWN));
    }

    @Test
    void shouldRefuseToWriteWhereProductionWrites() {
        Config production = Config.of(Map.of("assay.alerts.topic", "assay-replay-tuesday.alerts"));
        assertThatThrownBy(() -> RunNames.of("tuesday", production))
                .isInstanceOf(ReplayException.class)
                .hasMessage("the replay would write to assay-replay-tuesday.alerts, which the configuration names as a "
                        + "topic of production; choose another id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a.b", "a b", "ä"})
    void shouldRefuseAnIdThatOthersCouldBeginWith(String run) {
        assertThatThrownBy(() -> RunNames.of(run, Config.of(Map.of()))).isInstanceOf(ReplayException.class);
    }

    @Test
    void shouldKnowTheTopicsToDelete() {
        RunNames names = RunNames.of("tuesday", Config.of(Map.of()));
        assertThat(names.isInternal("assay-replay-tuesday-turns-repartition")).isTrue();
        assertThat(names.isInternal("assay-replay-tuesday-contexts-expiry-changelog"))
                .isTrue();
        assertThat(names.isInternal("assay-replay-tuesday.alerts")).isFalse();
        assertThat(names.isInternal("assay-replay-tuesday2-turns-repartition")).isFalse();
        assertThat(names.isInternal("assay-turns-repartition")).isFalse();
    }
}
