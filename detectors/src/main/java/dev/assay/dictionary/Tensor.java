package dev.assay.dictionary;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/** A named array of numbers as a Safetensors file holds it. Immutable. */
public final class Tensor {

    private final DType type;
    private final int[] shape;
    private final float[] values; // [product of shape], row-major

    /**
     * @param type how the numbers are stored
     * @param values row-major; as many as the product of {@code shape}
     */
    public Tensor(DType type, int[] shape, float[] values) {
        this.type = requireNonNull(type, "type");
        this.shape = shape.clone();
        this.values = values.clone();
        long expected = 1;
        for (int length : shape) {
            expected = Math.multiplyExact(expected, (long) length);
        }
        if (values.length != expected) {
            throw new DictionaryException("values has " + values.length + " elements; expected " + expected
                    + " for the shape " + Arrays.toString(shape));
        }
    }

    public DType type() {
        return type;
    }

    public int[] shape() {
        return shape.clone();
    }

    /** Row-major copy. */
    public float[] values() {
        return values.clone();
    }

    int size() {
        return values.length;
    }

    float value(int index) {
        return values[index];
    }
}
