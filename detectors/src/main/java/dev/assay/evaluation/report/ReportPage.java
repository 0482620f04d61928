package dev.assay.evaluation.report;

import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Span;
import dev.assay.evaluation.baseline.Scorers;
import dev.assay.evaluation.evasion.Disguise;
import dev.assay.evaluation.evasion.EvasionFigures;
import dev.assay.evaluation.figures.FileFigures;
import dev.assay.evaluation.figures.SourceFigures;
import dev.assay.evaluation.measure.ErrorCase;
import dev.assay.evaluation.measure.MeasuredRecord;
import dev.assay.evaluation.measure.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole report as blocks. */
final class ReportPage {

    static final String TITLE = "Evaluation";

    private final ReportInput input;
    private final Domain domain;
    private final ModelCardDetectors card;
    private final List<DetectorSpec> specs;
    private final List<DetectorSection> sections;

    ReportPage(ReportInput input) {
        this.input = input;
        this.domain = new Domain(input.bundle());
        this.card = new ModelCardDetectors(input.bundle().modelCard());
        this.specs = input.bundle().detectors().stream().map(Detector::spec).toList();
        this.sections = specs.stream()
                .map(spec -> new DetectorSection(spec, input, domain))
                .toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, TITLE));
        blocks.addAll(introduction());
        blocks.addAll(summary());
        blocks.addAll(benign());
        blocks.addAll(cost());
        sections.forEach(section -> blocks.addAll(section.blocks()));
        blocks.addAll(evasion());
        blocks.addAll(leftOutInTraining());
        blocks.addAll(errors());
        return blocks;
    }

    private List<Block> introduction() {
        return List.of(
                new Block.Paragraph("Bundle " + input.bundle().provenance().name() + ", digest "
                        + input.bundle().digest() + ". Written by:"),
                new Block.Code(input.command()),
                new Block.Paragraph(
                        "Figures are of whole records: a record's score is the highest of its turns. Intervals "
                                + "are 95%, by bootstrap over groups of related records (" + input.resamples()
                                + " resamples, seed " + input.seed() + "). \"" + Domain.TRAINED
                                + "\": the bundle's probe was trained on this source, so its figures there say how well it "
                                + "remembers, not how well it will do; \"" + Domain.UNSEEN + "\": it was not; \""
                                + Domain.OTHER
                                + "\": the file was used, this source not by this probe. For transfer to new sources read the "
                                + "tables of training at the end. \"(lent)\": the source has one label only, the other side is "
                                + "lent by the other sources."),
                new Block.Paragraph("Columns: " + Scorers.legend()));
    }

    private List<Block> summary() {
        List<List<String>> rows = new ArrayList<>();
        for (DetectorSection section : sections) {
            for (FileFigures file : section.files()) {
                SourceFigures whole = file.sources().get(0);
                rows.add(List.of(
                        file.detector() + " on " + file.file(),
                        auroc(whole, Scorers.DETECTOR),
                        auroc(whole, Scorers.WORDS),
                        recall(whole, Scorers.DETECTOR),
                        recall(whole, Scorers.WORDS),
                        Cells.percent(whole.recall()),
                        Cells.percent(whole.falseAlarms()),
                        Cells.figure(whole.reliability().expectedError())));
            }
        }
        return List.of(
                new Block.Heading(2, "Summary"),
                new Block.Table(
                        List.of(
                                "whole files",
                                "AUROC",
                                "AUROC of words",
                                "recall, 1% of benign",
                                "the same of words",
                                "harmful flagged",
                                "harmless flagged",
                                "calibration error"),
                        rows));
    }

    private static String auroc(SourceFigures source, String scorer) {
        return of(source, scorer)
                .map(figures -> Cells.figure(figures.auroc()))
                .findFirst()
                .orElse("-");
    }

    private static String recall(SourceFigures source, String scorer) {
        return of(source, scorer)
                .map(figures -> Cells.figure(figures.recallAtBenign()))
                .findFirst()
                .orElse("-");
    }

    private static Stream<SourceFigures.ScorerFigures> of(SourceFigures source, String scorer) {
        return source.scorers().stream().filter(figures -> figures.scorer().equals(scorer));
    }

    private List<Block> benign() {
        List<MeasuredRecord> records = input.data().benign();
        if (records.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        for (DetectorSpec spec : specs) {
            long turns = records.stream()
                    .mapToLong(record -> record.detector(spec.id()).shipped().judgedTurns())
                    .sum();
            long flagged = records.stream()
                    .mapToLong(record -> record.detector(spec.id()).shipped().flaggedTurns())
                    .sum();
            long flaggedRecords = records.stream()
                    .filter(record -> record.detector(spec.id()).shipped().flagged())
                    .count();
            rows.add(List.of(
                    spec.id(),
                    Cells.count(turns),
                    Cells.count(flagged),
                    Cells.percent((double) flagged / turns),
                    Cells.count(records.size()),
                    Cells.percent((double) flaggedRecords / records.size())));
        }
        return List.of(
                new Block.Heading(2, "False alarms on benign files"),
                new Block.Table(
                        List.of("detector", "turns judged", "turns flagged", "of turns", "records", "of records"),
                        rows));
    }

    private List<Block> cost() {
        List<List<String>> rows = Stream.of(input.data(), input.pairs())
                .filter(measurement -> !measurement.files().isEmpty())
                .map(measurement -> List.of(
                        measurement.files().stream()
                                .map(Measurement.MeasuredFile::name)
                                .collect(Collectors.joining(", ")),
                        Cells.count(measurement.records().size()),
                        Cells.count(measurement.turns()),
                        Cells.count(measurement.tokens()),
                        Cells.count(Math.round(measurement.seconds())),
                        Cells.count(Math.round(1e6 * measurement.seconds() / Math.max(1, measurement.tokens())))))
                .toList();
        return List.of(
                new Block.Heading(2, "Cost"),
                new Block.Paragraph("On " + input.machine()
                        + ". Tokens are those scored; the context that is read with them is not counted."),
                new Block.Table(
                        List.of("files", "records", "turns", "tokens", "seconds", "seconds per million tokens"), rows));
    }

    private List<Block> evasion() {
        if (input.evasion().isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        for (EvasionFigures figures : input.evasion()) {
            rows.add(List.of(
                    figures.detector() + ", " + name(figures.disguise()),
                    Cells.count(figures.positives()),
                    Cells.figure(figures.recall()),
                    figures.disguise() == Disguise.NONE ? "-" : Cells.figure(figures.lost())));
        }
        return List.of(
                new Block.Heading(2, "Evasion"),
                new Block.Paragraph("Harmful records read as they are and disguised, at the shipped threshold. "
                        + Stream.of(Disguise.values())
                                .map(disguise -> name(disguise) + ": " + disguise.description())
                                .collect(Collectors.joining("; "))
                        + "."),
                new Block.Table(List.of("detector, disguise", "records", "recall", "recall lost"), rows));
    }

    private static String name(Disguise disguise) {
        return disguise.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<Block> leftOutInTraining() {
        List<Block> blocks = new ArrayList<>();
        for (DetectorSpec spec : specs) {
            List<Block> section = card.section(spec.id());
            if (!section.isEmpty()) {
                blocks.add(new Block.Heading(3, "Training of " + spec.id()));
                blocks.addAll(section);
            }
        }
        if (!blocks.isEmpty()) {
            blocks.add(0, new Block.Heading(2, "Sources left out in training"));
            blocks.add(
                    1,
                    new Block.Paragraph("As the bundle's model card has it: each source scored by a probe that was "
                            + "trained on the others."));
        }
        return blocks;
    }

    private List<Block> errors() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Worst errors"));
        blocks.add(
                new Block.Paragraph("At the shipped thresholds: the harmless records with the highest scores and the "
                        + "harmful ones with the lowest. Spans are the UTF-16 units of the turn that came closest to an alarm, "
                        + "strongest first."));
        for (DetectorSpec spec : specs) {
            List<ErrorCase> cases = input.errors().getOrDefault(spec.id(), List.of());
            if (!cases.isEmpty()) {
                blocks.add(new Block.Heading(3, "Errors of " + spec.id()));
                blocks.add(new Block.Table(
                        List.of("record", "source", "error", "score", "turn", "spans"),
                        cases.stream().map(ReportPage::row).toList()));
                cases.stream().filter(one -> !one.text().isEmpty()).forEach(one -> {
                    blocks.add(new Block.Paragraph(one.record().id() + ":"));
                    blocks.add(excerpt(one));
                });
            }
        }
        return blocks;
    }

    private static List<String> row(ErrorCase error) {
        return List.of(
                error.record().id(),
                error.record().subset(),
                error.falseAlarm() ? "false alarm" : "miss",
                Cells.figure(error.score()),
                error.turn() < 0 ? "-" : Integer.toString(error.turn()),
                error.spans().stream()
                        .map(span -> span.start() + "-" + span.end())
                        .collect(Collectors.joining(", ")));
    }

    private static Block.Excerpt excerpt(ErrorCase error) {
        List<Block.Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Span span : error.spans().stream()
                .sorted(Comparator.comparingInt(Span::start))
                .toList()) {
            pieces.add(new Block.Piece(error.text().substring(at, span.start()), false));
            pieces.add(new Block.Piece(error.text().substring(span.start(), span.end()), true));
            at = span.end();
        }
        pieces.add(new Block.Piece(error.text().substring(at), false));
        return new Block.Excerpt(pieces);
    }
}
