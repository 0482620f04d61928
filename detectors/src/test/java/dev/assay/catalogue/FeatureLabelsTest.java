package dev.assay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.CatalogueEntry.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureLabelsTest {

    private static final CatalogueEntry ENTRY = new CatalogueEntry(
            7, "generated", "from words", "scam", Status.UNCONFIRMED, new FeatureReference(0.1, 0.5, 2));

    @Test
    void shouldPutLabelsOnTheFeaturesOfTheirDictionaryOnly() {
        // Given labels of two dictionaries
        List<String> lines = List.of(
                "# dictionary\tfeature\tstatus\tlabel\tdescription",
                "",
                "abc\t7\tconfirmed\ta payment is asked for\tHeld on 8 of 8 new examples.",
                "def\t8\tunconfirmed\tgreetings\t");

        // When
        FeatureLabels labels = FeatureLabels.parse(lines, "abc");

        // Then
        assertThat(labels.size()).isEqualTo(1);
        assertThat(labels.applyTo(ENTRY))
                .isEqualTo(new CatalogueEntry(
                        7,
                        "a payment is asked for",
                        "Held on 8 of 8 new examples.",
                        "scam",
                        Status.CONFIRMED,
                        ENTRY.reference()));
        assertThat(FeatureLabels.NONE.applyTo(ENTRY)).isEqualTo(ENTRY);
    }

    @Test
    void shouldRefuseLabelsThatAreNotAsDescribed() {
        assertRefused(
                "abc 7 confirmed",
                "line 1 of the labels has 1 columns; expected 5: dictionary, feature, status, label," + " description");
        assertRefused("abc\tx\tconfirmed\ta\t", "line 1 of the labels has the feature 'x'; expected its number");
        assertRefused(
                "abc\t7\tsure\ta\t", "line 1 of the labels has the status 'sure'; expected confirmed or unconfirmed");
        assertRefused("abc\t7\tconfirmed\t \t", "line 1 of the labels has a label of 1 characters; expected 1 to 120");
        assertRefused(
                "abc\t7\tconfirmed\ta\t\nabc\t7\tconfirmed\tb\t",
                "line 2 of the labels is the second of feature 7; expected one");
        assertRefused(
                "def\t7\tconfirmed\ta\t",
                "no line of the labels is of dictionary abc; expected one that begins with it");
    }

    private static void assertRefused(String lines, String message) {
        assertThatThrownBy(() -> FeatureLabels.parse(lines.lines().toList(), "abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
