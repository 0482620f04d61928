package dev.assay.training;

import dev.assay.dictionary.Dictionary;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.reader.SplitReading;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of what the rest of the reader makes of a text is kept if the residuals of its tokens are replaced by a
 * dictionary's reconstruction of them.
 *
 * <p>An encoder predicts no next token, so the loss is the mean squared distance of the last layer's residuals, at the
 * tokens of the text, from those of the undisturbed reader. Recovered is {@code 1 - loss / loss with the mean residual in
 * the place of every token}. Thread-safe.
 */
final class SplicedLoss {

    private final SplitReading reading;
    private final Head last;
    private final int dModel;
    private final int[] text; // positions of text
    private final float[] undisturbed; // [positions, dModel] of the last layer
    private final double lossOfMean;

    /** @param layers of the reader */
    SplicedLoss(SplitReading reading, int layers, int dModel) {
        this.reading = reading;
        this.dModel = dModel;
        this.last = Head.residuals(List.of(new HookPoint(layers - 1)), dModel);
        this.text =
                IntStream.range(0, reading.positions()).filter(reading::isText).toArray();
        float[] residuals = reading.residuals();
        this.undisturbed = reading.resume(residuals, last);
        float[] mean = mean(residuals);
        for (int position : text) {
            System.arraycopy(mean, 0, residuals, position * dModel, dModel);
        }
        this.lossOfMean = loss(residuals);
    }

    /** Tokens of text it is measured over. */
    int tokens() {
        return text.length;
    }

    /** 1 if the reconstruction changes nothing, 0 if it is as bad as the mean. */
    double recovered(Dictionary dictionary) {
        float[] residuals = reading.residuals();
        IntStream.of(text).parallel().forEach(position -> {
            float[] features = new float[dictionary.size()];
            float[] decoded = new float[dModel];
            dictionary.encode(residuals, position * dModel, features);
            dictionary.decode(features, decoded);
            System.arraycopy(decoded, 0, residuals, position * dModel, dModel);
        });
        return 1 - loss(residuals) / lossOfMean;
    }

    private float[] mean(float[] residuals) {
        double[] sum = new double[dModel];
        for (int position : text) {
            for (int i = 0; i < dModel; i++) {
                sum[i] += residuals[position * dModel + i];
            }
        }
        float[] mean = new float[dModel];
        for (int i = 0; i < dModel; i++) {
            mean[i] = (float) (sum[i] / text.length);
        }
        return mean;
    }

    private double loss(float[] changed) {
        float[] after = reading.resume(changed, last);
        double sum = 0;
        for (int position : text) {
            for (int i = position * dModel; i < (position + 1) * dModel; i++) {
                double miss = after[i] - undisturbed[i];
                sum += miss * miss;
            }
        }
        return sum / text.length;
    }
}
