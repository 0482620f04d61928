package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceFinderTest {

    private static final Tokens TOKENS = new Tokens(new int[2], new int[] {0, 4}, new int[] {3, 9});

    @Test
    void shouldRankFeaturesRelativeToTheirReference() {
        // Given: at the second token, feature 5 is larger, but feature 2 is further beyond its usual
        List<FeatureColumn> features = List.of(column(1, 5, 10), column(2, 2, 1), column(3, 9, 1));
        TurnScores scores = new TurnScores(TOKENS, 4, new float[] {1, 4, 0.5f, 0, 1, 6.25f, 2, 0});

        // When
        List<FeatureActivation> found = new EvidenceFinder("d", features)
                .find(scores, new double[] {1, 1})
                .features();

        // Then
        assertThat(found)
                .containsExactly(
                        new FeatureActivation(2, "label 2", 2, 4, 9), new FeatureActivation(5, "label 5", 6.25, 4, 9));
    }

    @Test
    void shouldGiveAtMostEight() {
        // Given
        List<FeatureColumn> features = new ArrayList<>();
        float[] row = new float[20]; // both tokens, ten columns each
        for (int i = 0; i < 10; i++) {
            features.add(column(i, i, 1));
            row[i] = i + 1;
        }

        // When
        List<FeatureActivation> found = new EvidenceFinder("d", features)
                .find(new TurnScores(TOKENS, 10, row), new double[] {1, 1})
                .features();

        // Then
        assertThat(found).extracting(FeatureActivation::feature).containsExactly(9, 8, 7, 6, 5, 4, 3, 2);
    }

    @Test
    void shouldRoundWhatItPublishes() {
        TurnScores scores = new TurnScores(TOKENS, 1, new float[] {0.123456f, 0});

        Evidence evidence =
                new EvidenceFinder("d", List.of(column(0, 0, 1))).find(scores, new double[] {1.23456, 1.23456});

        assertThat(evidence.features()).containsExactly(new FeatureActivation(0, "label 0", 0.1235, 0, 3));
        assertThat(evidence.spans()).containsExactly(new Span(0, 9, 1.2346));
    }

    @Test
    void shouldNotSayThatAFeatureIsQuietWhenItIsNotANumber() {
        TurnScores scores = new TurnScores(TOKENS, 1, new float[] {1, Float.NaN});

        assertThatThrownBy(() -> new EvidenceFinder("d", List.of(column(0, 0, 1))).find(scores, new double[] {1, 1}))
                .isInstanceOf(NonFiniteScoreException.class)
                .hasMessage("detector 'd' got the score NaN at token 1, column 0; expected a finite number");
    }

    private static FeatureColumn column(int column, int feature, double high) {
        return new FeatureColumn(
                column,
                new CatalogueEntry(
                        feature,
                        "label " + feature,
                        "",
                        "scam",
                        CatalogueEntry.Status.UNCONFIRMED,
                        new FeatureReference(0.01, high / 2, high)));
    }
}
