package dev.assay.evaluation.report;

/** What a plot is drawn on. Coordinates are pixels from the upper left corner, colours {@code #rrggbb}. */
interface Canvas {

    /** @param points each {@code {x, y}}, joined by straight lines */
    void line(double[][] points, Pen pen);

    void dot(double x, double y, String colour);

    void text(double x, double y, Lettering lettering, String text);

    record Pen(String colour, double width, boolean dashed) {
        Pen(String colour, double width) {
            this(colour, width, false);
        }
    }

    /** Where a text is of its point, and how it is set. */
    enum Lettering {
        RIGHT_OF,
        LEFT_OF,
        BELOW,
        TITLE,
        UPWARDS
    }
}
