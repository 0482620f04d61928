package dev.assay.evaluation.report;

import dev.assay.evaluation.figures.Curve;
import java.util.List;

/**
 * Lines in a square, as SVG that needs nothing else or as PNG.
 *
 * @param file name of the plot's own file, without a suffix
 * @param curves in the axes' values
 * @param dots whether the points of a curve are marked too
 * @param diagonal whether the line from corner to corner is drawn, for comparison
 */
public record Plot(String file, String title, Axis x, Axis y, List<Curve> curves, boolean dots, boolean diagonal) {

    private static final int SIDE = 260; // of the square
    private static final int LEFT = 44;
    private static final int TOP = 28;
    private static final int LINE = 15; // of the legend
    private static final List<String> COLOURS =
            List.of("#1f4e9c", "#d1495b", "#2e933c", "#e09f3e", "#7b4fa3", "#00798c", "#8d6b4f", "#8a8a8a", "#c2409a");

    public Plot {
        curves = List.copyOf(curves);
    }

    /** In the unit square. */
    public Plot(
            String file,
            String title,
            String xLabel,
            String yLabel,
            List<Curve> curves,
            boolean dots,
            boolean diagonal) {
        this(file, title, Axis.unit(xLabel), Axis.unit(yLabel), curves, dots, diagonal);
    }

    public String svg() {
        SvgCanvas canvas = new SvgCanvas(title, width(), height());
        draw(canvas);
        return canvas.finished();
    }

    /** The bytes of a PNG file. */
    public byte[] png() {
        PngCanvas canvas = new PngCanvas(width(), height());
        draw(canvas);
        return canvas.finished();
    }

    private int width() {
        return LEFT + SIDE + 16;
    }

    private int height() {
        return TOP + SIDE + 44 + LINE * curves.size();
    }

    private void draw(Canvas canvas) {
        canvas.text(LEFT + SIDE / 2.0, 16, Canvas.Lettering.TITLE, title);
        axes(canvas);
        if (diagonal) {
            canvas.line(new double[][] {{LEFT, TOP + SIDE}, {LEFT + SIDE, TOP}}, new Canvas.Pen("#bbbbbb", 1, true));
        }
        for (int i = 0; i < curves.size(); i++) {
            curve(canvas, curves.get(i), COLOURS.get(i % COLOURS.size()), i);
        }
    }

    private void axes(Canvas canvas) {
        Canvas.Pen grid = new Canvas.Pen("#eeeeee", 1);
        int bottom = TOP + SIDE;
        int right = LEFT + SIDE;
        for (double mark : x.marks()) {
            canvas.line(new double[][] {{across(mark), bottom}, {across(mark), TOP}}, grid);
            canvas.text(across(mark), bottom + 14, Canvas.Lettering.BELOW, x.text(mark));
        }
        for (double mark : y.marks()) {
            canvas.line(new double[][] {{LEFT, up(mark)}, {right, up(mark)}}, grid);
            canvas.text(LEFT - 5, up(mark) + 4, Canvas.Lettering.LEFT_OF, y.text(mark));
        }
        canvas.line(
                new double[][] {{LEFT, TOP}, {right, TOP}, {right, bottom}, {LEFT, bottom}, {LEFT, TOP}},
                new Canvas.Pen("#666666", 1));
        canvas.text(LEFT + SIDE / 2.0, bottom + 30, Canvas.Lettering.BELOW, x.label());
        canvas.text(12, TOP + SIDE / 2.0, Canvas.Lettering.UPWARDS, y.label());
    }

    private void curve(Canvas canvas, Curve curve, String colour, int index) {
        double[][] points = curve.points().stream()
                .map(point -> new double[] {across(point.x()), up(point.y())})
                .toArray(double[][]::new);
        canvas.line(points, new Canvas.Pen(colour, index == 0 ? 2.2 : 1.2));
        if (dots) {
            for (double[] point : points) {
                canvas.dot(point[0], point[1], colour);
            }
        }
        int top = TOP + SIDE + 44 + LINE * index;
        canvas.line(new double[][] {{LEFT, top - 4}, {LEFT + 18, top - 4}}, new Canvas.Pen(colour, 3));
        canvas.text(LEFT + 24, top, Canvas.Lettering.RIGHT_OF, curve.name());
    }

    private double across(double value) {
        return LEFT + SIDE * x.share(value);
    }

    private double up(double value) {
        return TOP + SIDE * (1 - y.share(value));
    }
}
