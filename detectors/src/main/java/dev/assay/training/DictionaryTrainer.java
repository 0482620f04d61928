package dev.assay.training;

import dev.assay.dictionary.Activation;
import dev.assay.dictionary.Dictionary;
import dev.assay.dictionary.Fidelity;
import dev.assay.dictionary.FidelityMeter;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains a sparse autoencoder on token residuals and folds it to a dictionary of raw residuals; a batch-top-k one becomes a
 * JumpReLU dictionary with one threshold.
 * Repeatable: the same rows, options and processor give the same dictionary, whether or not the run was interrupted.
 *
 * <p>The first rows are held out for measuring; harvests put other records there than in the rest.
 */
public final class DictionaryTrainer {

    private static final String STAGE = "train dictionary";
    private static final int MOST_STATISTICS_ROWS = 50_000;
    private static final int MOST_MEASURED_ROWS = 20_000;
    private static final int THRESHOLD_BATCHES = 32;

    private final DictionaryOptions options;
    private final Path checkpoint;
    private final Progress progress;

    /** @param checkpoint file that keeps an unfinished training; in the work directory */
    public DictionaryTrainer(DictionaryOptions options, Path checkpoint, Progress progress) {
        this.options = options;
        this.checkpoint = checkpoint;
        this.progress = progress;
    }

    /** A dictionary and what it reaches on the held-out rows. */
    public record Result(Dictionary dictionary, DictionaryMeasurement measurement) {}

    /**
     * @param heldOut rows {@code [0, heldOut)} are only measured on
     * @param source identifies the rows; a checkpoint of other rows is not resumed
     * @throws TrainingException if there are too few rows, or PyTorch cannot be loaded
     */
    public Result train(TokenRows rows, int heldOut, HookPoint hook, String source) throws IOException {
        try (MatrixProduct product = PytorchProduct.open()) {
            return train(rows, heldOut, hook, source, product);
        }
    }

    Result train(TokenRows rows, int heldOut, HookPoint hook, String source, MatrixProduct product) throws IOException {
        int available = rows.rows() - heldOut;
        if (available < options.batch() || heldOut < 1) {
            throw new TrainingException("there are " + rows.rows() + " harvested tokens, " + heldOut
                    + " of them held out; expected at least a batch of " + options.batch()
                    + " to train on and one to measure on. Harvest more records");
        }
        int statisticsTo = heldOut + Math.min(MOST_STATISTICS_ROWS, available);
        float[] mean = Residuals.mean(rows, heldOut, statisticsTo);
        float scale = (float) (1 / Math.sqrt(Residuals.variance(rows, heldOut, statisticsTo, mean)));
        Batches batches = new Batches(rows, heldOut, mean, scale);
        DictionaryState state = trained(batches, product, options + " " + source);
        Activation activation = activation(state, batches, product);
        progress.update("measure dictionary", 0, -1);
        Dictionary dictionary = state.fold(hook, mean, scale, activation);
        return new Result(
                dictionary, new DictionaryMeasurement(fidelity(dictionary, rows, heldOut), state.deadShare(options)));
    }

    /**
     * Measures a dictionary that was trained before.
     *
     * @throws TrainingException if it reads another hook point
     */
    static Result kept(Dictionary dictionary, TokenRows rows, int heldOut, HookPoint hook) throws IOException {
        if (!dictionary.hook().equals(hook) || dictionary.dModel() != rows.dModel()) {
            throw new TrainingException("the dictionary to keep reads " + dictionary.dModel() + " values at "
                    + dictionary.hook() + "; expected " + rows.dModel() + " at " + hook
                    + ". Choose another bundle, or train a dictionary");
        }
        return new Result(dictionary, new DictionaryMeasurement(fidelity(dictionary, rows, heldOut), null));
    }

    private DictionaryState trained(Batches batches, MatrixProduct product, String fingerprint) throws IOException {
        DictionaryCheckpoint saved = new DictionaryCheckpoint(checkpoint, fingerprint);
        DictionaryState state = new DictionaryState(options.size(), batches.rows.dModel());
        if (!saved.read(state)) {
            state = DictionaryState.random(options.size(), batches.rows.dModel(), options.seed());
        }
        DictionaryStep step = new DictionaryStep(options, state, product);
        while (state.step < options.steps()) {
            DictionaryStep.Result result = step.train(batches.batch(state.step), options.batch());
            if (!Double.isFinite(result.unexplained())) {
                throw new TrainingException("training diverged at step " + state.step + ": the error is "
                        + result.unexplained() + "; try a lower learning rate than " + options.learningRate());
            }
            if (state.step % options.checkpointSteps() == 0 || state.step == options.steps()) {
                saved.write(state);
            }
            progress.update(
                    STAGE + String.format(" (error %.3f, dead %d)", result.unexplained(), result.dead()),
                    (long) state.step * options.batch(),
                    (long) options.steps() * options.batch());
        }
        return state;
    }

    private static Fidelity fidelity(Dictionary dictionary, TokenRows rows, int heldOut) {
        FidelityMeter meter = new FidelityMeter(dictionary);
        float[] residual = new float[rows.dModel()];
        for (int row = 0; row < Math.min(heldOut, MOST_MEASURED_ROWS); row++) {
            rows.copyRow(row, residual, 0);
            meter.add(residual, 0);
        }
        return meter.measured();
    }

    /** What takes the place of choosing among the activations of a batch, for raw residuals. */
    private Activation activation(DictionaryState state, Batches batches, MatrixProduct product) {
        return switch (options.kind()) {
            case BATCH_TOP_K -> {
                float[] thresholds = new float[options.size()];
                Arrays.fill(thresholds, threshold(state, batches, product) / batches.scale);
                yield new Activation.JumpRelu(thresholds);
            }
            case TOP_K -> new Activation.TopK(options.k());
            case RELU_L1 -> new Activation.Relu();
        };
    }

    /** Mean over batches of the smallest activation that batch top-k keeps, at the final weights. */
    private float threshold(DictionaryState state, Batches batches, MatrixProduct product) {
        DictionaryStep step = new DictionaryStep(options, state, product);
        double sum = 0;
        for (int i = 0; i < THRESHOLD_BATCHES; i++) {
            sum += step.smallestKept(batches.batch(i), options.batch());
        }
        return (float) (sum / THRESHOLD_BATCHES);
    }

    /** Batches of scaled residuals: every row once a pass, in an order that depends on the seed and the pass alone. */
    private final class Batches {
        private final TokenRows rows;
        private final int heldOut;
        private final float[] mean;
        private final float scale;
        private final float[] batch; // [batch, dModel]
        private final int[] order; // [rows trained on]
        private int pass = -1;

        Batches(TokenRows rows, int heldOut, float[] mean, float scale) {
            this.rows = rows;
            this.heldOut = heldOut;
            this.mean = mean;
            this.scale = scale;
            this.batch = new float[options.batch() * rows.dModel()];
            this.order = new int[rows.rows() - heldOut];
        }

        /** {@code [batch, dModel]}, overwritten by the next call. */
        float[] batch(int step) {
            int batchesAPass = order.length / options.batch();
            shuffle(step / batchesAPass);
            int first = step % batchesAPass * options.batch();
            int dModel = rows.dModel();
            IntStream.range(0, options.batch()).parallel().forEach(token -> {
                int offset = token * dModel;
                rows.copyRow(order[first + token], batch, offset);
                for (int i = 0; i < dModel; i++) {
                    batch[offset + i] = (batch[offset + i] - mean[i]) * scale;
                }
            });
            return batch;
        }

        private void shuffle(int wanted) {
            if (pass == wanted) {
                return;
            }
            pass = wanted;
            for (int i = 0; i < order.length; i++) {
                order[i] = heldOut + i;
            }
            Random random = new Random(options.seed() * 31 + wanted);
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
        }
    }
}
