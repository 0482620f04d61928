package dev.assay.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluation.measure.MeasuredRecord;
import dev.assay.evaluation.measure.MeasuredRecords;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorersTest {

    @Test
    void shouldLearnWordsOfOtherSourcesOnly() {
        // Given two sources with a word of their own each, and one word that both share
        List<MeasuredRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean positive = i % 2 == 0;
            String own = positive ? "onlyhere" : "plainly";
            records.add(
                    MeasuredRecords.labelled("a" + i, "a", "a" + i, positive, 0.5, positive ? "shared " + own : own));
            records.add(
                    MeasuredRecords.labelled("b" + i, "b", "b" + i, positive, 0.5, positive ? "shared two" : "three"));
        }
        Split split = new Split(records, List.of(), 1);
        Scorer words = scorer(split, Scorers.WORDS);

        // When, Then what only source a says weighs nothing where a is left out
        double unknown = words.score(record("unheard of"), "a");
        assertThat(words.score(record("onlyhere"), "a")).isEqualTo(unknown);
        assertThat(words.score(record("onlyhere"), "b")).isGreaterThan(words.score(record("plainly"), "b") + 0.1);
        assertThat(words.score(record("shared"), "a")).isGreaterThan(unknown + 0.1);
    }

    @Test
    void shouldNotScoreWithoutTheOnlySource() {
        // Given
        List<MeasuredRecord> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(MeasuredRecords.labelled("a" + i, "a", "a" + i, i % 2 == 0, 0.5, "word " + i % 2));
        }
        Split split = new Split(records, List.of(), 1);

        // Then
        assertThat(scorer(split, Scorers.WORDS).scores("a")).isFalse();
        assertThat(scorer(split, "words, in domain").scores("a")).isTrue();
        assertThat(scorer(split, Scorers.DETECTOR).scores("a")).isTrue();
    }

    @Test
    void shouldNeverTrainOnWhatItScores() {
        // Given groups of two records and a benign pool
        List<MeasuredRecord> records = new ArrayList<>();
        List<MeasuredRecord> benign = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            records.add(MeasuredRecords.labelled("r" + i, "s" + i % 3, "g" + i / 2, i % 2 == 0, 0.5, "text"));
            benign.add(MeasuredRecords.benign("n" + i, 0.1, "text"));
        }
        Split split = new Split(records, benign, 5);

        // Then
        for (MeasuredRecord record : records) {
            assertThat(split.trainingWithoutSource(record.subset())).doesNotContain(record);
            assertThat(split.trainingWithoutFold(split.fold(record)))
                    .extracting(MeasuredRecord::group)
                    .doesNotContain(record.group());
            assertThat(split.trainingWithoutSource("none").contains(record)).isEqualTo(!split.reserved(record));
        }
        assertThat(split.benignTest()).hasSize(30);
        assertThat(split.trainingWithoutSource("none")).doesNotContainAnyElementsOf(split.benignTest());
        assertThat(split.trainingWithoutFold(0)).doesNotContainAnyElementsOf(split.benignTest());
    }

    private static MeasuredRecord record(String text) {
        return MeasuredRecords.labelled("new", "new", "new", true, 0.5, text);
    }

    private static Scorer scorer(Split split, String name) {
        return Scorers.of(MeasuredRecords.DETECTOR, split).stream()
                .filter(scorer -> scorer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
