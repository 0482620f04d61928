package dev.assay.training;

import java.util.Random;

/** Tokens that are sparse sums of planted unit directions around an offset. */
final class PlantedRows implements TokenRows {

    private final int dModel;
    private final float[] rows; // [rows, dModel]

    PlantedRows(int rows, int dModel, int directions, int active, long seed) {
        this.dModel = dModel;
        this.rows = new float[rows * dModel];
        Random random = new Random(seed);
        float[][] planted = new float[directions][dModel];
        for (float[] direction : planted) {
            double squares = 0;
            for (int i = 0; i < dModel; i++) {
                direction[i] = (float) random.nextGaussian();
                squares += direction[i] * direction[i];
            }
            for (int i = 0; i < dModel; i++) {
                direction[i] /= (float) Math.sqrt(squares);
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dModel; i++) {
                this.rows[row * dModel + i] = 5 + i; // far from the origin, as residual streams are
            }
            for (int n = 0; n < active; n++) {
                Vectors.addScaled(
                        2 + 3 * random.nextFloat(),
                        planted[random.nextInt(directions)],
                        0,
                        this.rows,
                        row * dModel,
                        dModel);
            }
        }
    }

    @Override
    public int rows() {
        return rows.length / dModel;
    }

    @Override
    public int dModel() {
        return dModel;
    }

    @Override
    public void copyRow(int row, float[] out, int offset) {
        System.arraycopy(rows, row * dModel, out, offset, dModel);
    }
}
