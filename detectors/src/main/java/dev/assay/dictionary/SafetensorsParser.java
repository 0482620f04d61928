package dev.assay.dictionary;

import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code [header length: u64][header: JSON][data]}. The header gives each tensor's type, shape and place in the
 * data; together they cover it exactly.
 */
final class SafetensorsParser {

    static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int LARGEST_HEADER = 1 << 20;

    private final String file;
    private final ByteBuffer bytes;

    SafetensorsParser(String file, byte[] bytes) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Safetensors parse() {
        int headerLength = headerLength();
        byte[] headerBytes = new byte[headerLength];
        bytes.get(LENGTH_BYTES, headerBytes);
        ByteBuffer data = bytes.slice(LENGTH_BYTES + headerLength, bytes.capacity() - LENGTH_BYTES - headerLength)
                .order(ByteOrder.LITTLE_ENDIAN);
        try {
            JsonObject header = Json.parse(file + " header", headerBytes);
            Map<String, String> metadata = header.has(METADATA) ? strings(header.object(METADATA)) : Map.of();
            List<Place> places = header.keys().stream()
                    .filter(name -> !name.equals(METADATA))
                    .map(name -> place(name, header.object(name)))
                    .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
                    .toList();
            requireExactCover(places, data.capacity());
            Map<String, Tensor> tensors = new HashMap<>();
            places.forEach(place -> tensors.put(place.name(), read(place, data)));
            return new Safetensors(tensors, metadata);
        } catch (JsonFormatException e) {
            throw new DictionaryException(String.valueOf(e.getMessage()), e);
        }
    }

    private int headerLength() {
        if (bytes.capacity() < LENGTH_BYTES) {
            throw new DictionaryException(
                    file + " has " + bytes.capacity() + " bytes; expected a Safetensors file, which has at least 8");
        }
        long length = bytes.getLong(0);
        long largest = Math.min(LARGEST_HEADER, bytes.capacity() - LENGTH_BYTES);
        if (length < 2 || length > largest) {
            throw new DictionaryException(file + ": header length is " + Long.toUnsignedString(length)
                    + "; expected 2 to " + largest + " bytes");
        }
        return (int) length;
    }

    private static Map<String, String> strings(JsonObject object) {
        Map<String, String> strings = new HashMap<>();
        object.keys().forEach(key -> strings.put(key, object.string(key)));
        return strings;
    }

    private Place place(String name, JsonObject entry) {
        DType type = type(name, entry.string("dtype"));
        long[] shape = entry.longIntegers("shape");
        long[] offsets = entry.longIntegers("data_offsets");
        entry.done();
        if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
            throw wrong(name, "data_offsets " + Arrays.toString(offsets), "[begin, end] with 0 <= begin <= end");
        }
        List<Integer> lengths = new ArrayList<>();
        long elements = 1;
        for (long length : shape) {
            if (length < 0 || length > Integer.MAX_VALUE || elements * length > Integer.MAX_VALUE) {
                throw wrong(
                        name,
                        "shape " + Arrays.toString(shape),
                        "lengths of 0 or more, at most " + Integer.MAX_VALUE + " elements together");
            }
            lengths.add((int) length);
            elements *= length;
        }
        if (offsets[1] - offsets[0] != elements * type.bytes()) {
            throw wrong(
                    name,
                    "data_offsets " + Arrays.toString(offsets),
                    elements * type.bytes() + " bytes for the shape " + Arrays.toString(shape) + " of " + type);
        }
        return new Place(name, type, lengths, offsets[0], offsets[1]);
    }

    private DType type(String name, String dtype) {
        for (DType type : DType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw wrong(name, "dtype '" + dtype + "'", "one of " + Arrays.toString(DType.values()));
    }

    /** In order of their place, each tensor begins where the one before ends, and the last ends with the file. */
    private void requireExactCover(List<Place> places, int dataLength) {
        long end = 0;
        for (Place place : places) {
            if (place.begin() != end || place.end() > dataLength) {
                throw wrong(
                        place.name(),
                        "data_offsets [" + place.begin() + ", " + place.end() + "]",
                        "to begin at " + end + ", where the tensor before ends, and to end by " + dataLength
                                + ", where the file does");
            }
            end = place.end();
        }
        if (end != dataLength) {
            throw new DictionaryException(
                    file + ": data has " + dataLength + " bytes; expected " + end + ", where the last tensor ends");
        }
    }

    private Tensor read(Place place, ByteBuffer data) {
        ByteBuffer from = data.duplicate().order(ByteOrder.LITTLE_ENDIAN).position((int) place.begin());
        float[] values =
                new float[(int) ((place.end() - place.begin()) / place.type().bytes())];
        for (int i = 0; i < values.length; i++) {
            values[i] = place.type().read(from);
        }
        int[] shape = place.shape().stream().mapToInt(Integer::intValue).toArray();
        return new Tensor(place.type(), shape, values);
    }

    private DictionaryException wrong(String tensor, String what, String expectation) {
        return new DictionaryException(file + ": tensor '" + tensor + "' has " + what + "; expected " + expectation);
    }

    /** Where a tensor lies: bytes {@code [begin, end)} of the data. */
    private record Place(String name, DType type, List<Integer> shape, long begin, long end) {}
}
