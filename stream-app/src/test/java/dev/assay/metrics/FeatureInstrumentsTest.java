package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.detector.FeatureColumn;
import dev.assay.reader.TurnScores;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.token.Tokens;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.Origin;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureInstrumentsTest {

    private static final FeatureReference REFERENCE = new FeatureReference(0.2, 1, 3);
    private static final Origin CHAT = new Origin("house-chat", "7", null, null);

    private final CollectorRegistry registry = new CollectorRegistry();
    private final FeatureInstruments instruments =
            new FeatureInstruments(registry, List.of(feature(0, 42), feature(1, 43)), new ModelNames(2));

    @Test
    void shouldStartAtZeroWithTheReferencesShares() {
        assertThat(value("assay_feature_tokens_total", "feature", "42", "band", "high"))
                .isZero();
        double sum = 0;
        for (Band band : Band.values()) {
            sum += value("assay_feature_reference_ratio", "feature", "42", "band", band.word());
        }
        assertThat(sum).isEqualTo(1);
        assertThat(value("assay_feature_reference_ratio", "feature", "42", "band", "low"))
                .isEqualTo(0.1);
    }

    @Test
    void shouldCountTokensByHowStrongAFeatureIs() {
        // When
        instruments.on(new MonitorEvent.FeaturesRead(
                scores(0, 9, 0.5f, 9, 1, 9, 2, 9, 3, 9, 3.5f, 9), CHAT)); // feature 42, then 43, of six tokens

        // Then
        assertThat(value("assay_feature_tokens_total", "feature", "42", "band", "silent"))
                .isEqualTo(1);
        assertThat(value("assay_feature_tokens_total", "feature", "42", "band", "low"))
                .isEqualTo(2);
        assertThat(value("assay_feature_tokens_total", "feature", "42", "band", "usual"))
                .isEqualTo(2);
        assertThat(value("assay_feature_tokens_total", "feature", "42", "band", "high"))
                .isEqualTo(1);
        assertThat(value("assay_feature_tokens_total", "feature", "43", "band", "high"))
                .isEqualTo(6);
        assertThat(value("assay_model_tokens_total", "model", "house-chat@7")).isEqualTo(6);
        assertThat(value("assay_model_feature_tokens_total", "model", "house-chat@7", "feature", "42"))
                .isEqualTo(5);
    }

    @Test
    void shouldCountVerdictsByModel() {
        // When
        instruments.on(new MonitorEvent.TurnJudged(
                Role.ASSISTANT, 0, 6, List.of(new MonitorEvent.DetectorVerdict("lies", Outcome.FLAGGED, 0.9)), CHAT));

        // Then
        assertThat(value(
                        "assay_model_verdicts_total",
                        "model",
                        "house-chat@7",
                        "detector",
                        "lies",
                        "outcome",
                        "flagged"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null, unknown", "first, first", "third, other", "'not a name', other", "'line\nbreak', other"})
    void shouldTellApartTheFirstModelsThatLookLikeNames(String model, String expected) {
        // Given
        ModelNames names = new ModelNames(2);
        names.of(new Origin("first", null, null, null));
        names.of(new Origin("second", null, null, null));

        // When, Then
        assertThat(names.of(new Origin(model, null, null, null))).isEqualTo(expected);
    }

    private double value(String sample, String... labels) {
        return InstrumentsTest.value(registry, sample, labels);
    }

    private static FeatureColumn feature(int column, int feature) {
        return new FeatureColumn(
                column,
                new CatalogueEntry(
                        feature, "feature " + feature, "", "general", CatalogueEntry.Status.UNCONFIRMED, REFERENCE));
    }

    /** @param values {@code [tokens, 2]} */
    private static TurnScores scores(float... values) {
        int tokens = values.length / 2;
        return new TurnScores(new Tokens(new int[tokens], new int[tokens], new int[tokens]), 2, values);
    }
}
