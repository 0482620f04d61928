package dev.assay.replay;

import dev.assay.evaluation.report.Block;
import dev.assay.schemas.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report for people, as blocks. Holds ids and figures, no text of chats. */
final class ReportPage {

    /** The JSON report has all. */
    private static final int MOST_LISTED = 1_000;

    private static final String NOTHING = "-";

    private final ReplayReport report;
    private final Comparison comparison;

    ReportPage(ReplayReport report) {
        this.report = report;
        this.comparison = report.comparison();
    }

    String title() {
        return "Replay " + report.manifest().manifest().run();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title()));
        blocks.add(new Block.Paragraph(report.verdict()));
        if (!comparison.isIdentical()) {
            blocks.add(new Block.Paragraph(report.consequence()));
        }
        blocks.add(outcomes());
        blocks.add(new Block.Heading(2, "By detector"));
        blocks.add(detectors());
        blocks.add(new Block.Heading(2, "How far to trust this"));
        report.notes().forEach(note -> blocks.add(new Block.Paragraph(note)));
        blocks.add(new Block.Heading(2, "What was replayed"));
        Manifest manifest = report.manifest().manifest();
        blocks.add(new Block.Paragraph("The manifest of " + manifest.createdAt() + ", by Assay " + manifest.version()
                + ", is " + report.manifest().signedBy() + "."));
        blocks.add(pinned());
        blocks.add(range());
        blocks.addAll(differences());
        return blocks;
    }

    private Block outcomes() {
        return new Block.Table(
                List.of("alerts", "all", "confirmed", "rejected", "unsure", "undecided"),
                Stream.of(Outcome.values())
                        .map(outcome -> List.of(
                                word(outcome),
                                count(comparison.count(outcome)),
                                count(comparison.count(outcome, Decision.CONFIRMED)),
                                count(comparison.count(outcome, Decision.REJECTED)),
                                count(comparison.count(outcome, Decision.UNSURE)),
                                count(comparison.count(outcome, null))))
                        .toList());
    }

    private Block detectors() {
        return new Block.Table(
                List.of("detector", "identical", "changed", "missing", "new", "largest change of score"),
                comparison.detectors().stream()
                        .map(detector -> row(detector, comparison.of(detector)))
                        .toList());
    }

    private static List<String> row(String detector, Comparison of) {
        return List.of(
                detector,
                count(of.count(Outcome.IDENTICAL)),
                count(of.count(Outcome.CHANGED)),
                count(of.count(Outcome.MISSING)),
                count(of.count(Outcome.NEW)),
                score(of.largestScoreChange()));
    }

    private Block pinned() {
        Manifest manifest = report.manifest().manifest();
        return new Block.Table(
                List.of("", "engine", "bundle"),
                List.of(
                        List.of(
                                "then",
                                String.join(", ", new TreeSet<>(comparison.engines())),
                                String.join(", ", new TreeSet<>(comparison.bundles()))),
                        List.of("now", report.engine(), manifest.bundle())));
    }

    private Block range() {
        Manifest manifest = report.manifest().manifest();
        return new Block.Table(
                List.of("partition of " + manifest.range().topic(), "warmed from", "from", "to (exclusive)"),
                manifest.range().partitions().entrySet().stream()
                        .map(entry -> List.of(
                                entry.getKey().toString(),
                                Long.toString(entry.getValue().warmUp()),
                                Long.toString(entry.getValue().from()),
                                Long.toString(entry.getValue().to())))
                        .toList());
    }

    private List<Block> differences() {
        List<Finding> all = comparison.differences().toList();
        if (all.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Differences"));
        if (all.size() > MOST_LISTED) {
            blocks.add(new Block.Paragraph(
                    "The first " + MOST_LISTED + " of " + count(all.size()) + "; replay.json has all of them."));
        }
        blocks.add(new Block.Table(
                List.of(
                        "conversation",
                        "turn",
                        "detector",
                        "outcome",
                        "then",
                        "now",
                        "change",
                        "what differs",
                        "decision",
                        "source"),
                all.stream().limit(MOST_LISTED).map(ReportPage::row).toList()));
        return blocks;
    }

    private static List<String> row(Finding finding) {
        AlertKey key = finding.key();
        ReportedAlert any = finding.any();
        boolean both = finding.original() != null && finding.replayed() != null;
        return List.of(
                key.conversationId(),
                key.turnId(),
                key.detector(),
                word(finding.outcome()),
                score(finding.original()),
                score(finding.replayed()),
                both ? String.format(Locale.ROOT, "%+.4f", finding.scoreChange()) : NOTHING,
                finding.fields().isEmpty() ? NOTHING : String.join(", ", finding.fields()),
                finding.decision() == null ? NOTHING : word(Objects.requireNonNull(finding.decision())),
                any.source().topic() + "-" + any.source().partition() + "@"
                        + any.source().offset() + " turn " + any.source().turnIndex());
    }

    private static String score(@Nullable ReportedAlert alert) {
        return alert == null ? NOTHING : score(alert.score());
    }

    private static String score(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
