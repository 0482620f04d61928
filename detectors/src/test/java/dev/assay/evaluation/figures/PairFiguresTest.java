package dev.assay.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluation.baseline.Scorers;
import dev.assay.evaluation.baseline.Split;
import dev.assay.evaluation.measure.MeasuredRecord;
import dev.assay.evaluation.measure.MeasuredRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairFiguresTest {

    @Test
    void shouldCountPairsInTheRightOrder() {
        // Given one pair in order, one tied, one the wrong way round, and a record without a partner
        List<MeasuredRecord> records = List.of(
                record("a1", "codes", "a", true, 0.9),
                record("a2", "codes", "a", false, 0.7),
                record("b1", "codes", "b", true, 0.4),
                record("b2", "codes", "b", false, 0.4),
                record("c1", "cards", "c", true, 0.1),
                record("c2", "cards", "c", false, 0.2),
                record("d1", "cards", "d", true, 0.9));

        // When
        List<PairFigures> figures = PairFigures.of(
                MeasuredRecords.DETECTOR,
                records,
                Scorers.withoutOwnSource(Scorers.of(MeasuredRecords.DETECTOR, new Split(List.of(), List.of(), 1))),
                50,
                1);

        // Then
        assertThat(figures).extracting(PairFigures::kind).containsExactly("*", "cards", "codes");
        assertThat(figures).extracting(PairFigures::pairs).containsExactly(3, 1, 2);
        assertThat(figures.get(0).flaggedPositives()).isEqualTo(1);
        assertThat(figures.get(0).flaggedNegatives()).isEqualTo(1);
        assertThat(figures.get(0).scorers().get(0).accuracy())
                .extracting(Interval::value)
                .isEqualTo(0.5);
        assertThat(figures.get(2).scorers().get(0).accuracy())
                .extracting(Interval::value)
                .isEqualTo(0.75);
        assertThat(figures.get(0).scorers())
                .filteredOn(scorer -> scorer.scorer().equals(Scorers.WORDS))
                .singleElement()
                .extracting(PairFigures.ScorerFigures::accuracy)
                .isNull();
    }

    private static MeasuredRecord record(String id, String subset, String group, boolean positive, double score) {
        return MeasuredRecords.labelled(id, subset, group, positive, score, "text");
    }
}
