package dev.assay.evaluation.report;

import java.util.Locale;

/** Draws an SVG element that needs nothing else. Not thread-safe. */
final class SvgCanvas implements Canvas {

    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(String title, int width, int height) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\""
                        + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
                Html.escaped(title), width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
    }

    @Override
    public void line(double[][] points, Pen pen) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(coordinate(point[0]))
                    .append(' ')
                    .append(coordinate(point[1]));
        }
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>",
                path, pen.colour(), coordinate(pen.width()), pen.dashed() ? " stroke-dasharray=\"4 3\"" : "");
    }

    @Override
    public void dot(double x, double y, String colour) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>", coordinate(x), coordinate(y), colour);
    }

    @Override
    public void text(double x, double y, Lettering lettering, String text) {
        String place =
                switch (lettering) {
                    case RIGHT_OF -> "x=\"%s\" y=\"%s\"";
                    case LEFT_OF -> "x=\"%s\" y=\"%s\" text-anchor=\"end\"";
                    case BELOW -> "x=\"%s\" y=\"%s\" text-anchor=\"middle\"";
                    case TITLE -> "x=\"%s\" y=\"%s\" text-anchor=\"middle\" font-weight=\"bold\"";
                    case UPWARDS -> "transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\"";
                };
        add("<text " + place + ">%s</text>", coordinate(x), coordinate(y), Html.escaped(text));
    }

    String finished() {
        return svg + "</svg>\n";
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
