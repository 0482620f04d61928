package dev.assay.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a PNG image of twice the size, without a display. Not thread-safe. Needs a font on the machine. */
final class PngCanvas implements Canvas {

    private static final int SCALE = 2;
    private static final int SIZE = 11;

    private final BufferedImage image;
    private final Graphics2D graphics;

    PngCanvas(int width, int height) {
        System.setProperty("java.awt.headless", "true");
        image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
    }

    @Override
    public void line(double[][] points, Pen pen) {
        if (points.length == 0) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(points[0][0], points[0][1]);
        for (double[] point : points) {
            path.lineTo(point[0], point[1]);
        }
        graphics.setColor(Color.decode(pen.colour()));
        graphics.setStroke(new BasicStroke(
                (float) pen.width(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                pen.dashed() ? new float[] {4, 3} : null,
                0));
        graphics.draw(path);
    }

    @Override
    public void dot(double x, double y, String colour) {
        graphics.setColor(Color.decode(colour));
        graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
    }

    @Override
    public void text(double x, double y, Lettering lettering, String text) {
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, lettering == Lettering.TITLE ? Font.BOLD : Font.PLAIN, SIZE));
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double before =
                switch (lettering) {
                    case RIGHT_OF -> 0;
                    case LEFT_OF -> width;
                    case BELOW, TITLE, UPWARDS -> width / 2;
                };
        Graphics2D turned = (Graphics2D) graphics.create();
        turned.translate(x, y);
        if (lettering == Lettering.UPWARDS) {
            turned.rotate(-Math.PI / 2);
        }
        turned.drawString(text, (float) -before, 0);
        turned.dispose();
    }

    /** The bytes of a PNG file. */
    byte[] finished() {
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an image could not be written to memory", e);
        }
        return bytes.toByteArray();
    }
}
