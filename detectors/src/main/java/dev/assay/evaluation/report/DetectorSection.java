package dev.assay.evaluation.report;

import dev.assay.detector.DetectorSpec;
import dev.assay.evaluation.baseline.Scorer;
import dev.assay.evaluation.baseline.Scorers;
import dev.assay.evaluation.baseline.Split;
import dev.assay.evaluation.figures.Curve;
import dev.assay.evaluation.figures.FigureMaker;
import dev.assay.evaluation.figures.FileFigures;
import dev.assay.evaluation.figures.Interval;
import dev.assay.evaluation.figures.PairFigures;
import dev.assay.evaluation.figures.SourceFigures;
import dev.assay.evaluation.measure.Measurement;
import dev.assay.evaluation.measure.Measurement.MeasuredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All figures of one detector, as blocks. */
final class DetectorSection {

    private final DetectorSpec spec;
    private final ReportInput input;
    private final Domain domain;
    private final List<Scorer> scorers;
    private final List<FileFigures> files = new ArrayList<>();
    private final List<PairFigures> pairs;

    /** Fits the baselines and computes the figures. */
    DetectorSection(DetectorSpec spec, ReportInput input, Domain domain) {
        this.spec = spec;
        this.input = input;
        this.domain = domain;
        Split split = new Split(input.data().labelled(spec.id()), input.data().benign(), input.seed());
        this.scorers = Scorers.of(spec.id(), split);
        FigureMaker maker = new FigureMaker(spec.id(), split, scorers, input.resamples(), input.seed());
        split.labelled().stream()
                .map(record -> record.file())
                .distinct()
                .sorted()
                .forEach(file -> files.add(maker.file(file)));
        this.pairs = PairFigures.of(
                spec.id(),
                input.pairs().labelled(spec.id()),
                Scorers.withoutOwnSource(scorers),
                input.resamples(),
                input.seed());
    }

    List<FileFigures> files() {
        return files;
    }

    /** All pairs. */
    PairFigures allPairs() {
        return pairs.get(0);
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (files.isEmpty() && allPairs().pairs() == 0) {
            return blocks;
        }
        blocks.add(new Block.Heading(2, "Detector " + spec.id()));
        blocks.add(new Block.Paragraph("Category " + spec.category() + ", "
                + spec.mode().name().toLowerCase(Locale.ROOT) + ", shipped threshold " + spec.threshold() + "."));
        for (FileFigures file : files) {
            blocks.addAll(blocks(file));
        }
        if (allPairs().pairs() > 0) {
            blocks.addAll(pairBlocks());
        }
        return blocks;
    }

    private List<Block> blocks(FileFigures figures) {
        MeasuredFile file = file(figures.file());
        return List.of(
                new Block.Heading(3, spec.id() + " on " + figures.file()),
                new Block.Paragraph("AUROC, with 95% intervals:"),
                table(figures, file, SourceFigures.ScorerFigures::auroc),
                new Block.Paragraph("Area under the precision-recall curve (average precision):"),
                table(figures, file, SourceFigures.ScorerFigures::averagePrecision),
                new Block.Paragraph(
                        "Recall at the threshold where 1% of the benign records that trained no baseline fire:"),
                table(figures, file, SourceFigures.ScorerFigures::recallAtBenign),
                new Block.Paragraph("The detector at its shipped threshold, and its probabilities against the labels:"),
                shipped(figures, file),
                plots(figures));
    }

    private Block.Table table(
            FileFigures figures, MeasuredFile file, Function<SourceFigures.ScorerFigures, @Nullable Interval> figure) {
        List<String> head = new ArrayList<>(List.of("source", "training", "harmful", "harmless"));
        scorers.forEach(scorer -> head.add(scorer.name()));
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : figures.sources()) {
            List<String> row = new ArrayList<>(List.of(
                    source.source(),
                    training(figures, file, source),
                    borrowed(source.positives(), source.borrowed(), "positives"),
                    borrowed(source.negatives(), source.borrowed(), "negatives")));
            source.scorers().forEach(scorer -> row.add(Cells.figure(figure.apply(scorer))));
            rows.add(row);
        }
        return new Block.Table(head, rows);
    }

    private String training(FileFigures figures, MeasuredFile file, SourceFigures source) {
        return source.source().equals(SourceFigures.ALL)
                ? domain.of(
                        spec.id(),
                        file,
                        figures.sources().stream()
                                .skip(1)
                                .map(SourceFigures::source)
                                .toList())
                : domain.of(spec.id(), file, source.source());
    }

    private static String borrowed(int count, @Nullable String borrowed, String which) {
        return Cells.count(count) + (which.equals(borrowed) ? " (lent)" : "");
    }

    private Block.Table shipped(FileFigures figures, MeasuredFile file) {
        List<List<String>> rows = new ArrayList<>();
        for (SourceFigures source : figures.sources()) {
            rows.add(List.of(
                    source.source(),
                    training(figures, file, source),
                    "positives".equals(source.borrowed()) ? "-" : Cells.percent(source.recall()),
                    "negatives".equals(source.borrowed()) ? "-" : Cells.percent(source.falseAlarms()),
                    source.borrowed() == null
                            ? Cells.figure(source.reliability().brier())
                            : "-",
                    source.borrowed() == null
                            ? Cells.figure(source.reliability().expectedError())
                            : "-"));
        }
        return new Block.Table(
                List.of("source", "training", "harmful flagged", "harmless flagged", "Brier", "calibration error"),
                rows);
    }

    private Block.Plots plots(FileFigures figures) {
        String name = spec.id() + "-" + figures.file().replaceAll("\\.jsonl(\\.gz)?$", "");
        Curve reliability = new Curve(
                Scorers.DETECTOR,
                figures.sources().get(0).reliability().bins().stream()
                        .map(bin -> new Curve.Point(bin.probability(), bin.positives()))
                        .toList());
        return new Block.Plots(List.of(
                new Plot(name + "-roc", "ROC", "false-positive rate", "recall", figures.roc(), false, true),
                new Plot(
                        name + "-pr",
                        "Precision and recall",
                        "recall",
                        "precision",
                        figures.precisionRecall(),
                        false,
                        false),
                new Plot(
                        name + "-reliability",
                        "Reliability",
                        "probability",
                        "share of harmful records",
                        List.of(reliability),
                        true,
                        true)));
    }

    private List<Block> pairBlocks() {
        List<String> head = new ArrayList<>(List.of("difficulty", "pairs", "harmful flagged", "harmless flagged"));
        allPairs().scorers().forEach(scorer -> head.add(scorer.scorer()));
        List<List<String>> accuracy = new ArrayList<>();
        List<List<String>> auroc = new ArrayList<>();
        for (PairFigures kind : pairs) {
            List<String> start = List.of(
                    kind.kind(),
                    Cells.count(kind.pairs()),
                    Cells.count(kind.flaggedPositives()),
                    Cells.count(kind.flaggedNegatives()));
            List<String> right = new ArrayList<>(start);
            List<String> ranked = new ArrayList<>(start);
            kind.scorers().forEach(scorer -> {
                right.add(Cells.figure(scorer.accuracy()));
                ranked.add(Cells.figure(scorer.auroc()));
            });
            accuracy.add(right);
            auroc.add(ranked);
        }
        return List.of(
                new Block.Heading(3, spec.id() + " on matched pairs"),
                new Block.Paragraph("Share of pairs whose harmful side scores higher, ties counted half:"),
                new Block.Table(head, accuracy),
                new Block.Paragraph("AUROC over all harmful and harmless sides:"),
                new Block.Table(head, auroc));
    }

    private MeasuredFile file(String name) {
        Measurement data = input.data();
        return data.files().stream()
                .filter(file -> file.name().equals(name) && !file.benign())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("file " + name + " has records but was not read"));
    }
}
