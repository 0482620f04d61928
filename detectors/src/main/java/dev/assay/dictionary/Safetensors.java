package dev.assay.dictionary;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of a Safetensors file: named tensors and, optionally, text. Immutable.
 *
 * <p>Reads F32, F16 and BF16; refuses whatever the format does not allow: a header that leaves the file, tensors that
 * overlap, leave gaps or leave the file, names that occur twice.
 *
 * <p>Source: the format's description in the safetensors project's README.
 *
 * @param metadata free text by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

    public Safetensors {
        tensors = Map.copyOf(tensors);
        metadata = Map.copyOf(metadata);
    }

    /**
     * @param file named in errors
     * @throws DictionaryException naming the tensor, the value and the expectation
     */
    public static Safetensors parse(String file, byte[] bytes) {
        return new SafetensorsParser(file, bytes).parse();
    }

    /** The same tensors give the same bytes. */
    public byte[] bytes() {
        return SafetensorsFormatter.format(this);
    }

    /** Refuses any other set of tensors than {@code names}. */
    public void requireNames(String file, String... names) {
        TreeMap<String, Tensor> unexpected = new TreeMap<>(tensors);
        unexpected.keySet().removeAll(Arrays.asList(names));
        if (!unexpected.isEmpty()) {
            throw new DictionaryException(file + ": tensor '" + unexpected.firstKey() + "' is not known; expected only "
                    + String.join(", ", names));
        }
        for (String name : names) {
            if (!tensors.containsKey(name)) {
                throw new DictionaryException(
                        file + ": tensor '" + name + "' is missing; expected " + String.join(", ", names));
            }
        }
    }

    /** The numbers of a tensor of exactly this shape. */
    public float[] values(String file, String name, int... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new DictionaryException(
                    file + ": tensor '" + name + "' is missing; expected it with the shape " + Arrays.toString(shape));
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new DictionaryException(file + ": tensor '" + name + "' has the shape "
                    + Arrays.toString(tensor.shape()) + "; expected " + Arrays.toString(shape));
        }
        return tensor.values();
    }
}
