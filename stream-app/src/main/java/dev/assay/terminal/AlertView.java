package dev.assay.terminal;

import dev.assay.schemas.Alert;
import dev.assay.schemas.FeatureActivation;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Source;
import dev.assay.terminal.Excerpt.Cell;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows an alert in a few lines: what and where, the text with the evidence highlighted, the features that explain it,
 * and where it came from.
 *
 * @param columns to wrap at
 */
public record AlertView(Ansi ansi, int columns) {

    private static final String INDENT = "    ";
    private static final int MOST_FEATURES = 3;
    private static final int SHORT_DIGEST = 12;

    /** Without the text. */
    public String show(Alert alert) {
        return lines(alert, List.of());
    }

    /** @param text of the alert's turn; null if it cannot be read any more */
    public String show(Alert alert, @Nullable String text) {
        return lines(
                alert,
                text == null
                        ? List.of(ansi.dim("(the text is not in the input topic any more)"))
                        : wrapped(Excerpt.of(text, alert.evidence().spans())));
    }

    private String lines(Alert alert, List<String> excerpt) {
        StringBuilder lines = new StringBuilder(heading(alert)).append('\n');
        excerpt.forEach(line -> lines.append(INDENT).append(line).append('\n'));
        if (!alert.evidence().features().isEmpty()) {
            wrapped(plain(features(alert)))
                    .forEach(line -> lines.append(INDENT).append(line).append('\n'));
        }
        return lines.append(INDENT).append(ansi.dim(origin(alert))).append('\n').toString();
    }

    private String heading(Alert alert) {
        String severity = String.format(Locale.ROOT, "%-8s", alert.severity());
        String score = String.format(Locale.ROOT, "%.2f", alert.score());
        String scope = alert.scope() == Scope.CONVERSATION ? " over the conversation" : "";
        return ansi.dim(alert.timestamp().truncatedTo(ChronoUnit.SECONDS).toString()) + "  "
                + ansi.severity(alert.severity(), severity) + "  "
                + ansi.bold(SafeText.of(alert.category())) + "  " + ansi.bold(score) + scope + "  "
                + SafeText.of(alert.conversationId()) + ", turn " + SafeText.of(alert.turnId()) + ", "
                + alert.role().name().toLowerCase(Locale.ROOT);
    }

    private static String features(Alert alert) {
        return alert.evidence().features().stream()
                .limit(MOST_FEATURES)
                .map(AlertView::feature)
                .collect(Collectors.joining("; ", "features: ", ""));
    }

    private static String feature(FeatureActivation feature) {
        return SafeText.of(feature.label()) + String.format(Locale.ROOT, " %.1f", feature.value());
    }

    private static String origin(Alert alert) {
        Source source = alert.source();
        String bundle = alert.bundle();
        String heldBack = alert.suppressed() == 0 ? "" : ", after " + alert.suppressed() + " held back";
        return "alert " + alert.alertId() + heldBack + ", " + SafeText.of(alert.detector()) + " of bundle "
                + SafeText.of(bundle.substring(0, Math.min(SHORT_DIGEST, bundle.length()))) + ", " + source.topic()
                + "-" + source.partition() + "@" + source.offset();
    }

    private static List<Cell> plain(String text) {
        return text.codePoints()
                .mapToObj(codePoint -> new Cell(Character.toString(codePoint), false))
                .toList();
    }

    /** Breaks at spaces; a line never ends inside the marks of a highlight. */
    private List<String> wrapped(List<Cell> cells) {
        List<String> lines = new ArrayList<>();
        List<Cell> line = new ArrayList<>();
        int lastSpace = -1;
        for (Cell cell : cells) {
            line.add(cell);
            if (cell.shown().endsWith(" ")) {
                lastSpace = line.size();
            }
            if (line.size() >= columns - INDENT.length()) {
                int end = lastSpace > 0 ? lastSpace : line.size();
                lines.add(marked(line.subList(0, end)));
                line = new ArrayList<>(line.subList(end, line.size()));
                lastSpace = -1;
            }
        }
        if (!line.isEmpty()) {
            lines.add(marked(line));
        }
        return lines;
    }

    private String marked(List<Cell> line) {
        StringBuilder text = new StringBuilder();
        boolean within = false;
        for (Cell cell : withoutTrailingSpace(line)) {
            if (cell.evidence() != within) {
                text.append(within ? ansi.highlightEnd() : ansi.highlightStart());
                within = cell.evidence();
            }
            text.append(cell.shown());
        }
        return (within ? text.append(ansi.highlightEnd()) : text).toString();
    }

    private static List<Cell> withoutTrailingSpace(List<Cell> line) {
        int last = line.size() - 1;
        return line.get(last).shown().equals(" ") ? line.subList(0, last) : line;
    }
}
