package dev.assay.evaluation.report;

import java.util.List;

/** A part of a report, before it is Markdown or HTML. Texts are plain. */
public sealed interface Block {

    /** @param level 1 for the page's title */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** Shown as it is, line by line. */
    record Code(String text) implements Block {}

    /** @param rows each as wide as the head; the first column is text, the others figures */
    record Table(List<String> head, List<List<String>> rows) implements Block {
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != head.size()) {
                    throw new IllegalArgumentException(
                            "row has " + row.size() + " cells; expected " + head.size() + ", one for each head");
                }
            }
        }
    }

    /** Plots side by side. */
    record Plots(List<Plot> plots) implements Block {
        public Plots {
            plots = List.copyOf(plots);
        }
    }

    /** A passage of a transcript with the stretches that stand out. */
    record Excerpt(List<Piece> pieces) implements Block {
        public Excerpt {
            pieces = List.copyOf(pieces);
        }

        /** Never prints the text. */
        @Override
        public String toString() {
            return "Excerpt[pieces=" + pieces.size() + "]";
        }
    }

    /** @param marked whether it stands out */
    record Piece(String text, boolean marked) {
        /** Never prints the text. */
        @Override
        public String toString() {
            return "Piece[length=" + text.length() + ", marked=" + marked + "]";
        }
    }
}
