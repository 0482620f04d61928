package dev.assay.dictionary;

import static java.util.Objects.requireNonNull;

import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sparse autoencoder of the residual stream at one hook point. Immutable, thread-safe: scratch is passed in.
 *
 * <p>{@code features = activation((x - a * b_dec) @ W_enc + b_enc)} and {@code x' = features @ W_dec + b_dec}, where a
 * is 1 if the decoder bias applies to the input, else 0. It is folded into the encoder bias once, so that
 * {@link #encode} and {@link #slice} compute with the same numbers.
 */
public final class Dictionary {

    private final HookPoint hook;
    private final int dModel;
    private final int size;
    private final float[] encoderWeight; // [dModel, size]
    private final float[] encoderBias; // [size]
    private final float[] foldedBias; // [size], encoderBias - a * decoderBias @ encoderWeight
    private final float[] decoderWeight; // [size, dModel]
    private final float[] decoderBias; // [dModel]
    private final Activation activation;
    private final boolean decoderBiasOnInput;

    /**
     * @param encoderWeight {@code W_enc [dModel, size]}, row-major
     * @param encoderBias {@code b_enc [size]}
     * @param decoderWeight {@code W_dec [size, dModel]}, row-major
     * @param decoderBias {@code b_dec [dModel]}
     * @param decoderBiasOnInput whether {@code b_dec} is subtracted from the residual before encoding
     * @throws DictionaryException if shapes do not agree or a number is not finite
     */
    public Dictionary(
            HookPoint hook,
            float[] encoderWeight,
            float[] encoderBias,
            float[] decoderWeight,
            float[] decoderBias,
            Activation activation,
            boolean decoderBiasOnInput) {
        this.hook = requireNonNull(hook, "hook");
        this.dModel = decoderBias.length;
        this.size = encoderBias.length;
        if (dModel == 0 || size == 0) {
            throw new DictionaryException("b_enc has " + size + " elements and b_dec " + dModel
                    + "; expected [features] and [dModel], neither empty");
        }
        requireElements("W_enc", encoderWeight);
        requireElements("W_dec", decoderWeight);
        this.encoderWeight = requireFinite("W_enc", encoderWeight).clone();
        this.encoderBias = requireFinite("b_enc", encoderBias).clone();
        this.decoderWeight = requireFinite("W_dec", decoderWeight).clone();
        this.decoderBias = requireFinite("b_dec", decoderBias).clone();
        this.activation = activation;
        this.decoderBiasOnInput = decoderBiasOnInput;
        activation.requireFits(size);
        this.foldedBias = decoderBiasOnInput ? foldDecoderBias() : this.encoderBias;
    }

    private void requireElements(String name, float[] weight) {
        if (weight.length != (long) dModel * size) {
            throw new DictionaryException(name + " has " + weight.length + " elements; expected " + (long) dModel * size
                    + " for dModel " + dModel + " and " + size + " features");
        }
    }

    static float[] requireFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new DictionaryException(name + "[" + i + "] is " + values[i] + "; expected a finite number");
            }
        }
        return values;
    }

    private float[] foldDecoderBias() {
        double[] shift = new double[size];
        for (int i = 0; i < dModel; i++) {
            for (int feature = 0; feature < size; feature++) {
                shift[feature] += (double) decoderBias[i] * encoderWeight[i * size + feature];
            }
        }
        float[] folded = new float[size];
        for (int feature = 0; feature < size; feature++) {
            folded[feature] = (float) (encoderBias[feature] - shift[feature]);
        }
        return folded;
    }

    public HookPoint hook() {
        return hook;
    }

    public int dModel() {
        return dModel;
    }

    /** Number of features. */
    public int size() {
        return size;
    }

    public Activation activation() {
        return activation;
    }

    public boolean decoderBiasOnInput() {
        return decoderBiasOnInput;
    }

    /** {@code W_enc [dModel, size]}, row-major copy. */
    public float[] encoderWeight() {
        return encoderWeight.clone();
    }

    /** {@code b_enc [size]}, copy. */
    public float[] encoderBias() {
        return encoderBias.clone();
    }

    /** {@code W_dec [size, dModel]}, row-major copy. */
    public float[] decoderWeight() {
        return decoderWeight.clone();
    }

    /** One feature's row of {@code W_dec}, {@code [dModel]}, copy. */
    public float[] direction(int feature) {
        int row = requireFeature(feature) * dModel;
        return Arrays.copyOfRange(decoderWeight, row, row + dModel);
    }

    /** {@code b_dec [dModel]}, copy. */
    public float[] decoderBias() {
        return decoderBias.clone();
    }

    /**
     * Names the dictionary by its numbers: lower-case hex SHA-256 of the encoder's weights and biases and the decoder's, as
     * little-endian floats. The same whatever the files it was read from.
     */
    public String digest() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; every Java must", e);
        }
        for (float[] values : List.of(encoderWeight, encoderBias, decoderWeight, decoderBias)) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Writes the feature values of one token.
     *
     * @param residuals row-major residual vectors; the token's is {@code [offset .. offset + dModel)}
     * @param features {@code [size]}, overwritten
     * @throws DictionaryException if the residual is not finite
     */
    public void encode(float[] residuals, int offset, float[] features) {
        requireLength("features", features, size);
        System.arraycopy(foldedBias, 0, features, 0, size);
        for (int i = 0; i < dModel; i++) {
            float value = residuals[offset + i];
            if (!Float.isFinite(value)) {
                throw new DictionaryException("residual[" + i + "] is " + value + "; expected a finite number");
            }
            int row = i * size;
            for (int feature = 0; feature < size; feature++) {
                features[feature] += value * encoderWeight[row + feature];
            }
        }
        activation.apply(features);
    }

    /**
     * Writes the residual vector that the feature values of one token stand for.
     *
     * @param features {@code [size]}
     * @param residual {@code [dModel]}, overwritten
     */
    public void decode(float[] features, float[] residual) {
        requireLength("features", features, size);
        requireLength("residual", residual, dModel);
        System.arraycopy(decoderBias, 0, residual, 0, dModel);
        for (int feature = 0; feature < size; feature++) {
            float value = features[feature];
            if (value == 0) {
                continue;
            }
            int row = feature * dModel;
            for (int i = 0; i < dModel; i++) {
                residual[i] += value * decoderWeight[row + i];
            }
        }
    }

    private static void requireLength(String name, float[] array, int expected) {
        if (array.length != expected) {
            throw new DictionaryException(name + " has " + array.length + " elements; expected " + expected);
        }
    }

    /**
     * The tap that computes only {@code features}, in that order, exactly as {@link #encode} would.
     *
     * @throws DictionaryException if a feature does not exist, or the activation needs all features (top-k)
     */
    public Tap.JumpRelu slice(int[] features) {
        int columns = features.length;
        float[] weight = new float[dModel * columns]; // [dModel, columns]
        float[] bias = new float[columns];
        for (int column = 0; column < columns; column++) {
            int feature = requireFeature(features[column]);
            bias[column] = foldedBias[feature];
            for (int i = 0; i < dModel; i++) {
                weight[i * columns + column] = encoderWeight[i * size + feature];
            }
        }
        return new Tap.JumpRelu(hook, weight, bias, activation.thresholds(features));
    }

    /** The {@code count} other features whose decoder rows point most nearly the same way, nearest first. */
    public List<Neighbour> neighbours(int feature, int count) {
        requireFeature(feature);
        return IntStream.range(0, size)
                .filter(other -> other != feature)
                .mapToObj(other -> new Neighbour(other, cosine(feature, other)))
                .sorted(Comparator.comparingDouble(Neighbour::cosine).reversed().thenComparing(Neighbour::feature))
                .limit(count)
                .toList();
    }

    private int requireFeature(int feature) {
        if (feature < 0 || feature >= size) {
            throw new DictionaryException(
                    "feature is " + feature + "; expected 0 to " + (size - 1) + ", the dictionary's features");
        }
        return feature;
    }

    /** Cosine of two decoder rows; 0 where one of them is zero. */
    private double cosine(int left, int right) {
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < dModel; i++) {
            double a = decoderWeight[left * dModel + i];
            double b = decoderWeight[right * dModel + i];
            product += a * b;
            leftSquares += a * a;
            rightSquares += b * b;
        }
        double norms = Math.sqrt(leftSquares * rightSquares);
        return norms == 0 ? 0 : product / norms;
    }
}
