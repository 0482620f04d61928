package dev.assay.terminal;

import dev.assay.schemas.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The part of a turn's text that a reviewer reads first: the strongest spans and what surrounds them. */
final class Excerpt {

    private static final int MOST_SPANS = 3;
    private static final int LONGEST_SPAN = 240;
    private static final int SURROUNDINGS = 60;
    private static final int BEGINNING = 160;
    private static final int LONGEST_WORD = 20;

    /** One character as it is shown, and whether it is evidence. */
    record Cell(String shown, boolean evidence) {}

    /** {@code [start, end)} of the text, in UTF-16 units. */
    private record Range(int start, int end) {}

    private Excerpt() {}

    /** @param spans strongest first; one that ends beyond the text is left out */
    static List<Cell> of(String text, List<Span> spans) {
        List<Range> evidence = spans.stream()
                .filter(span -> span.end() <= text.length())
                .limit(MOST_SPANS)
                .map(span -> new Range(span.start(), Math.min(span.end(), span.start() + LONGEST_SPAN)))
                .sorted(Comparator.comparingInt(Range::start))
                .toList();
        List<Cell> cells = new ArrayList<>();
        int shownTo = 0;
        for (Range range : shown(text, evidence)) {
            if (range.start() > shownTo) {
                cells.add(new Cell(cells.isEmpty() ? "… " : " … ", false));
            }
            append(cells, text, range, evidence);
            shownTo = range.end();
        }
        if (shownTo < text.length()) {
            cells.add(new Cell(" …", false));
        }
        return cells;
    }

    /** What is shown of the text: rising, not touching. */
    private static List<Range> shown(String text, List<Range> evidence) {
        if (evidence.isEmpty()) {
            return List.of(new Range(0, wordEnd(text, BEGINNING)));
        }
        List<Range> shown = new ArrayList<>();
        for (Range range : evidence) {
            int start = wordStart(text, range.start() - SURROUNDINGS);
            int end = wordEnd(text, range.end() + SURROUNDINGS);
            Range last = shown.isEmpty() ? null : shown.get(shown.size() - 1);
            if (last != null && start <= last.end()) {
                shown.set(shown.size() - 1, new Range(last.start(), Math.max(last.end(), end)));
            } else {
                shown.add(new Range(start, end));
            }
        }
        return shown;
    }

    private static void append(List<Cell> cells, String text, Range range, List<Range> evidence) {
        int position = range.start();
        while (position < range.end()) {
            int at = position;
            int codePoint = text.codePointAt(at);
            String shown = SafeText.of(codePoint);
            boolean afterSpace =
                    cells.isEmpty() || cells.get(cells.size() - 1).shown().endsWith(" ");
            if (!(shown.equals(" ") && afterSpace)) {
                cells.add(new Cell(shown, evidence.stream().anyMatch(span -> span.start() <= at && at < span.end())));
            }
            position += Character.charCount(codePoint);
        }
    }

    private static int wordStart(String text, int wanted) {
        if (wanted < SURROUNDINGS) {
            return 0;
        }
        int start = wanted;
        while (start > 0 && wanted - start < LONGEST_WORD && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start > 0 && Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
    }

    private static int wordEnd(String text, int wanted) {
        if (wanted > text.length() - SURROUNDINGS) {
            return text.length();
        }
        int end = wanted;
        while (end < text.length() && end - wanted < LONGEST_WORD && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end < text.length() && Character.isLowSurrogate(text.charAt(end)) ? end + 1 : end;
    }
}
