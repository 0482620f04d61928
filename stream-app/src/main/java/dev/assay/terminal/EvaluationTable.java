package dev.assay.terminal;

import dev.assay.evaluation.EvaluationReport;
import dev.assay.evaluation.EvaluationRow;
import dev.assay.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows an evaluation as a table. */
public final class EvaluationTable {

    private static final String NOTHING = "-";

    private EvaluationTable() {}

    public static List<String> lines(EvaluationReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "file",
                "category",
                "source",
                "detector",
                "pos",
                "neg",
                "flagged",
                "auroc",
                "R@1%",
                "R@.1%",
                "R@1%b",
                "R@.1%b"));
        for (EvaluationRow result : report.results()) {
            lines.add(row(
                    result.file(),
                    result.category(),
                    SafeText.of(result.source()),
                    result.detector(),
                    Integer.toString(result.positives()),
                    Integer.toString(result.negatives()),
                    Integer.toString(result.flagged()),
                    number(result.auroc()),
                    recall(result.recallAtFpr(), 0.01),
                    recall(result.recallAtFpr(), 0.001),
                    recall(result.recallAtBenignFpr(), 0.01),
                    recall(result.recallAtBenignFpr(), 0.001)));
        }
        lines.add(Figures.count(report.turns(), "turn") + ", " + Figures.count(report.tokens(), "token") + " in "
                + Figures.seconds(report.seconds()) + ": "
                + Figures.rate(report.tokens(), report.seconds(), "tokens"));
        lines.add("R@1%: recall at 1% false positives among the file's negatives; with b, among the benign files.");
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-32s %-12s %-28s %-16s %6s %6s %7s %6s %6s %6s %7s %7s", cells)
                .stripTrailing();
    }

    private static String recall(Map<Double, Metrics.Recall> recalls, double rate) {
        Metrics.Recall recall = recalls.get(rate);
        return number(recall == null ? null : recall.value());
    }

    private static String number(@Nullable Double value) {
        return value == null ? NOTHING : String.format(Locale.ROOT, "%.3f", value);
    }
}
