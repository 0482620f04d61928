package dev.assay.terminal;

import dev.assay.evaluation.backtest.Backtest;
import dev.assay.evaluation.backtest.RecordedScore;
import dev.assay.evaluation.backtest.ThresholdChange;
import dev.assay.evaluation.backtest.ThresholdFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows what thresholds would do as a table. */
public final class BacktestTable {

    private static final String NOTHING = "-";
    private static final int MOST_LISTED = 20;

    private BacktestTable() {}

    /**
     * @param turns with a score of the detector
     * @param current its threshold in the bundle
     */
    public static List<String> lines(
            String detector, int turns, double current, Backtest backtest, List<ThresholdFigures> sweep) {
        List<String> lines = new ArrayList<>();
        Double days = backtest.days();
        lines.add(detector + ": " + Figures.count(turns, "scored turn") + " in "
                + (days == null ? "an unknown number of days" : String.format(Locale.ROOT, "%.2f days", days))
                + ", threshold " + current);
        lines.add(row(
                "threshold",
                "flagged",
                "alerts",
                "alerts/day",
                "chats",
                "confirmed",
                "rejected",
                "precision",
                "expected"));
        for (ThresholdFigures figures : sweep) {
            lines.add(row(
                    number(figures.threshold()) + (figures.threshold() == current ? " *" : ""),
                    Figures.count(figures.flagged()),
                    Figures.count(figures.alerts()),
                    number(figures.alertsPerDay()),
                    Figures.count(figures.conversations()),
                    Figures.count(figures.confirmed()),
                    Figures.count(figures.rejected()),
                    number(figures.decidedPrecision()),
                    number(figures.meanScore())));
        }
        lines.add("*: in use. precision: confirmed among decided alerts. expected: the mean score of what is flagged.");
        return lines;
    }

    public static List<String> lines(ThresholdChange change) {
        List<String> lines = new ArrayList<>();
        lines.add("from " + change.now().threshold() + " to " + change.then().threshold() + ": "
                + Figures.count(change.now().alerts()) + " to "
                + Figures.count(change.then().alerts(), "alert") + "; "
                + Figures.count(change.gained().size()) + " new, "
                + Figures.count(change.lost().size()) + " no longer raised");
        list(lines, "+", change.gained());
        list(lines, "-", change.lost());
        return lines;
    }

    private static void list(List<String> lines, String sign, List<RecordedScore> alerts) {
        alerts.stream()
                .limit(MOST_LISTED)
                .forEach(alert -> lines.add("  " + sign + " "
                        + SafeText.of(alert.conversationId()) + ", turn " + SafeText.of(alert.turnId()) + ", score "
                        + number(alert.score()) + decision(alert.confirmed())));
        if (alerts.size() > MOST_LISTED) {
            lines.add("  " + sign + " and " + Figures.count(alerts.size() - MOST_LISTED) + " more");
        }
    }

    private static String decision(@Nullable Boolean confirmed) {
        return confirmed == null ? "" : confirmed ? ", confirmed" : ", rejected";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-12s %8s %8s %10s %8s %9s %8s %9s %8s", cells)
                .stripTrailing();
    }

    private static String number(@Nullable Double value) {
        return value == null ? NOTHING : String.format(Locale.ROOT, "%.4f", value);
    }
}
