package dev.assay.terminal;

import dev.assay.evaluation.evasion.EvasionFigures;
import dev.assay.evaluation.figures.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what disguises cost as a table. */
public final class EvasionTable {

    private EvasionTable() {}

    public static List<String> lines(List<EvasionFigures> figures) {
        List<String> lines = new ArrayList<>();
        lines.add(row("detector", "disguise", "records", "recall", "lost", "95% of lost"));
        for (EvasionFigures of : figures) {
            Interval lost = of.lost();
            lines.add(row(
                    of.detector(),
                    of.disguise().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    Figures.count(of.positives()),
                    number(of.recall().value()),
                    number(lost.value()),
                    number(lost.low()) + " to " + number(lost.high())));
        }
        return lines;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-16s %-16s %8s %7s %7s  %s", cells).stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
