package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void shouldReadTimesOffsetsAndEnds() {
        assertThat(Position.parse("2026-11-17T01:00:00+01:00"))
                .isEqualTo(new Position.Time(Instant.parse("2026-11-17T00:00:00Z")));
        assertThat(Position.parse("0:1200, 1:998")).isEqualTo(new Position.Offsets(Map.of(0, 1200L, 1, 998L)));
        assertThat(Position.parse("earliest")).isEqualTo(new Position.Earliest());
        assertThat(Position.parse("latest")).isEqualTo(new Position.Latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-17T00:00:00Z", "0:1200,1:998", "earliest", "latest"})
    void shouldWriteWhatItReads(String text) {
        assertThat(Position.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-17", "0:1200;1:998", "0:-1", "0:1,", "1200"})
    void shouldSayWhatAPlaceIs(String text) {
        assertThatThrownBy(() -> Position.parse(text))
                .isInstanceOf(ReplayException.class)
                .hasMessage("'" + text + "' is no place in a topic; expected a time such as 2026-11-17T00:00:00Z, "
                        + "offsets by partition such as 0:1200,1:998, earliest or latest");
    }

    @Test
    void shouldRefuseTwoOffsetsOfOnePartition() {
        assertThatThrownBy(() -> Position.parse("0:1,0:2")).hasMessageContaining("names partition 0 twice");
    }
}
