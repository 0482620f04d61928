package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicencesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIT",
                "MIT (stated in README)",
                "CC BY 4.0",
                "CC BY-SA 4.0; Apache-2.0",
                "Artistic or GPL-1.0-or-later"
            })
    void shouldKnowLicencesThatAllowEveryUse(String stated) {
        assertThat(Licences.areOpen(stated)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not stated by the publisher",
                "CC BY-NC 4.0",
                "CC BY-NC-SA 3.0",
                "Apache-2.0 (repository); evaluation prompts CC BY-NC 4.0",
                "MIT (collection); individual samples unlicensed",
                "the publisher's own terms"
            })
    void shouldTakeEverythingElseForALimit(String stated) {
        assertThat(Licences.areOpen(stated)).isFalse();
    }
}
