package dev.assay.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.Config;
import dev.assay.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void shouldBeTheHeadOfTheHmac() {
        assertThat(pseudonyms(KEY).of("conversation-1")).isEqualTo("c7992efda1966e315652fbef2f7e877a");
    }

    @Test
    void shouldDifferByIdAndByKey() {
        assertThat(pseudonyms(KEY).of("c1")).isNotEqualTo(pseudonyms(KEY).of("c2"));
        assertThat(pseudonyms(KEY).of("c1")).isNotEqualTo(pseudonyms(KEY + "0").of("c1"));
    }

    @Test
    void shouldLeaveIdsAsTheyAreWithoutAKey() {
        assertThat(pseudonyms("").of("c1")).isEqualTo("c1");
    }

    @Test
    void shouldRefuseAKeyThatCanBeGuessedWithoutPrintingIt() {
        assertThatThrownBy(() -> pseudonyms("hunter2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("assay.privacy.conversation-key is '(hidden)'; expected a secret of at least 32")
                .hasMessageNotContaining("hunter2");
    }

    private static Pseudonyms pseudonyms(String key) {
        return Pseudonyms.of(Config.of(Map.of("assay.privacy.conversation-key", key)));
    }
}
