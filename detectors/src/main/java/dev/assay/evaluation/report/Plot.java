package dev.assay.evaluation.report;

import dev.assay.evaluation.figures.Curve;
import java.util.List;
import java.util.Locale;

/**
 * Lines in the unit square, as SVG that needs nothing else.
 *
 * @param file name of the plot's own file, without a suffix
 * @param dots whether the points of a curve are marked too
 * @param diagonal whether the line of equal coordinates is drawn, for comparison
 */
public record Plot(
        String file, String title, String xLabel, String yLabel, List<Curve> curves, boolean dots, boolean diagonal) {

    private static final int SIDE = 260; // of the square
    private static final int LEFT = 44;
    private static final int TOP = 28;
    private static final int LINE = 15; // of the legend
    private static final int TICKS = 5;
    private static final List<String> COLOURS =
            List.of("#1f4e9c", "#d1495b", "#2e933c", "#e09f3e", "#7b4fa3", "#00798c", "#8d6b4f", "#8a8a8a", "#c2409a");

    public Plot {
        curves = List.copyOf(curves);
    }

    String svg() {
        int width = LEFT + SIDE + 16;
        int height = TOP + SIDE + 44 + LINE * curves.size();
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\""
                        + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">",
                Html.escaped(title),
                width,
                height,
                width,
                height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        add(
                svg,
                "<text x=\"%d\" y=\"16\" font-weight=\"bold\" text-anchor=\"middle\">%s</text>",
                LEFT + SIDE / 2,
                Html.escaped(title));
        axes(svg);
        if (diagonal) {
            add(
                    svg,
                    "<path d=\"M%s %sL%s %s\" stroke=\"#bbb\" stroke-dasharray=\"4 3\" fill=\"none\"/>",
                    x(0),
                    y(0),
                    x(1),
                    y(1));
        }
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (int i = 0; i <= TICKS; i++) {
            double at = (double) i / TICKS;
            add(
                    svg,
                    "<path d=\"M%s %sL%s %sM%s %sL%s %s\" stroke=\"#eee\"/>",
                    x(at),
                    y(0),
                    x(at),
                    y(1),
                    x(0),
                    y(at),
                    x(1),
                    y(at));
            add(svg, "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%.1f</text>", x(at), TOP + SIDE + 14, at);
            add(svg, "<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dy=\"4\">%.1f</text>", LEFT - 5, y(at), at);
        }
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#666\"/>",
                LEFT,
                TOP,
                SIDE,
                SIDE);
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                LEFT + SIDE / 2,
                TOP + SIDE + 30,
                Html.escaped(xLabel));
        add(
                svg,
                "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                TOP + SIDE / 2,
                Html.escaped(yLabel));
    }

    private void curve(StringBuilder svg, Curve curve, String colour, int index) {
        StringBuilder path = new StringBuilder();
        for (Curve.Point point : curve.points()) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(x(point.x()))
                    .append(' ')
                    .append(y(point.y()));
        }
        add(
                svg,
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>",
                path,
                colour,
                index == 0 ? "2.2" : "1.2");
        if (dots) {
            curve.points()
                    .forEach(point -> add(
                            svg,
                            "<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>",
                            x(point.x()),
                            y(point.y()),
                            colour));
        }
        int top = TOP + SIDE + 44 + LINE * index;
        add(svg, "<path d=\"M%d %dh18\" stroke=\"%s\" stroke-width=\"3\"/>", LEFT, top - 4, colour);
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 24, top, Html.escaped(curve.name()));
    }

    private static String x(double value) {
        return coordinate(LEFT + SIDE * value);
    }

    private static String y(double value) {
        return coordinate(TOP + SIDE * (1 - value));
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
