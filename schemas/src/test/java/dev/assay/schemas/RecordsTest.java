package dev.assay.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {

    static Iterable<Record> samples() {
        return Samples.all().values();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldNeverPrintChatText(Record sample) {
        // When
        String printed = sample.toString();

        // Then
        assertThat(printed).doesNotContain("gift-card").doesNotContain("שלום");
    }

    @Test
    void shouldCutTimesToTheMillisecondsThatTravel() {
        // Given
        Instant precise = Instant.parse("2026-01-01T00:00:00.123456789Z");

        // When
        Turn turn = new Turn("c", "t", Role.USER, "x", precise, null, null, null);

        // Then
        assertThat(turn.timestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
    }

    @Test
    void shouldCopyTheListsItIsGiven() {
        // Given
        List<Span> spans = new ArrayList<>(List.of(new Span(0, 1, 0)));
        Evidence evidence = new Evidence(spans, List.of());

        // When
        spans.clear();

        // Then
        assertThat(evidence.spans()).hasSize(1);
    }

    @Test
    void shouldUnrollATranscriptIntoTurnsWithTheirPlaceInIt() {
        // When
        List<Turn> turns = Samples.TRANSCRIPT.turns();

        // Then
        assertThat(turns).extracting(Turn::turnId).containsExactly("0", "u-1");
        assertThat(turns)
                .extracting(Turn::timestamp)
                .containsExactly(Instant.parse("2026-01-02T03:04:05.678Z"), Instant.parse("2026-01-02T03:00:00Z"));
        assertThat(turns)
                .extracting(Turn::source)
                .containsExactly(
                        new Source("assay.turns", 3, 4_294_967_296L, 0),
                        new Source("assay.turns", 3, 4_294_967_296L, 1));
        assertThat(turns).extracting(Turn::text).containsExactly("", Samples.CHAT_TEXT);
    }

    @Test
    void shouldDeriveTheAlertIdFromTurnDetectorAndBundle() {
        // When
        String id = Alert.id("conversation", "turn", "detector", "bundle");

        // Then: printf 'conversation\nturn\ndetector\nbundle' | sha256sum
        assertThat(id).isEqualTo("f98ce8f500763df405da6c6b263d87fa");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0999, 0", "0.1, 1", "0.9999, 9", "1, 9"})
    void shouldCountAScoreInItsBucket(double score, int bucket) {
        assertThat(MetricWindow.bucket(score)).isEqualTo(bucket);
    }

    @Test
    void shouldRefuseAProbabilityThatIsNone() {
        assertThatThrownBy(() -> new DetectorScore("d", Outcome.CLEAR, Double.NaN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score is NaN; expected a probability from 0 to 1");
    }

    @Test
    void shouldRefuseABlankId() {
        assertThatThrownBy(() -> new Turn(" ", "t", Role.USER, "x", Instant.EPOCH, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conversationId is blank; expected at least one visible character");
    }

    @Test
    void shouldRefuseFeatureListsOfDifferentLengths() {
        assertThatThrownBy(() -> new SparseFeature(1, List.of(0, 5), List.of(3), List.of(1f, 1f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("starts and ends have 2 and 1 elements; expected as many of each");
    }

    @Test
    void shouldRefuseAHashThatIsNoneWithoutQuotingIt() {
        assertThatThrownBy(() -> new DeadLetter("s", "r", "d", new Source("t", 0, 0, 0), Instant.EPOCH, 1, "gift-card"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sha256 has 9 characters; expected 64 hexadecimal digits in lower case");
    }
}
