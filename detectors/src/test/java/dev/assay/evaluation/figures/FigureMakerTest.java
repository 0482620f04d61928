package dev.assay.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluation.baseline.Scorers;
import dev.assay.evaluation.baseline.Split;
import dev.assay.evaluation.measure.MeasuredRecord;
import dev.assay.evaluation.measure.MeasuredRecords;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureMakerTest {

    @Test
    void shouldReportTheFileAndEachSource() {
        // Given a source of both labels, perfectly ranked, and one of positives only
        List<MeasuredRecord> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(MeasuredRecords.labelled("m" + i, "mixed", "m" + i, i % 2 == 0, i % 2 == 0 ? 0.8 : 0.2, "a"));
            records.add(MeasuredRecords.labelled("p" + i, "positives", "p" + i, true, i < 10 ? 0.9 : 0.1, "b"));
        }
        List<MeasuredRecord> benign = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            benign.add(MeasuredRecords.benign("n" + i, 0.3, "c"));
        }

        // When
        FileFigures figures = figures(records, benign);

        // Then
        assertThat(figures.sources())
                .extracting(SourceFigures::source)
                .containsExactly(SourceFigures.ALL, "mixed", "positives");
        SourceFigures mixed = figures.sources().get(1);
        assertThat(mixed.borrowed()).isNull();
        assertThat(mixed.scorers().get(0).scorer()).isEqualTo(Scorers.DETECTOR);
        assertThat(mixed.scorers().get(0).auroc()).isEqualTo(new Interval(1, 1, 1));
        assertThat(mixed.recall()).isEqualTo(1);
        assertThat(mixed.falseAlarms()).isZero();
        SourceFigures positives = figures.sources().get(2);
        assertThat(positives.borrowed()).isEqualTo("negatives");
        assertThat(positives.positives()).isEqualTo(40);
        assertThat(positives.negatives()).isPositive().isLessThan(20);
        assertThat(positives.recall()).isEqualTo(0.25);
        assertThat(positives.scorers().get(0).recallAtBenign())
                .extracting(Interval::value)
                .isEqualTo(0.25);
    }

    @Test
    void shouldDrawCurvesFromCornerToCorner() {
        // Given
        List<MeasuredRecord> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(MeasuredRecords.labelled("m" + i, "s", "m" + i, i % 3 == 0, (i % 7) / 7.0, "a"));
        }

        // When
        FileFigures figures = figures(records, List.of());

        // Then
        List<Curve.Point> roc = figures.roc().get(0).points();
        assertThat(roc.get(0)).isEqualTo(new Curve.Point(0, 0));
        assertThat(roc.get(roc.size() - 1)).isEqualTo(new Curve.Point(1, 1));
        List<Curve.Point> precision = figures.precisionRecall().get(0).points();
        assertThat(precision.get(precision.size() - 1)).isEqualTo(new Curve.Point(1, 1.0 / 3));
    }

    private static FileFigures figures(List<MeasuredRecord> records, List<MeasuredRecord> benign) {
        Split split = new Split(records, benign, 1);
        return new FigureMaker(MeasuredRecords.DETECTOR, split, Scorers.of(MeasuredRecords.DETECTOR, split), 20, 1)
                .file("data.jsonl");
    }
}
