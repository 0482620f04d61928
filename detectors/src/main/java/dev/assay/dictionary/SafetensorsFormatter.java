package dev.assay.dictionary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes Safetensors: wider types first, then by name, so that every number is aligned; the header likewise. */
final class SafetensorsFormatter {

    private static final int ALIGNMENT = 8;

    private SafetensorsFormatter() {}

    static byte[] format(Safetensors contents) {
        List<Map.Entry<String, Tensor>> tensors = contents.tensors().entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Tensor>>comparingInt(
                                entry -> -entry.getValue().type().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        ObjectNode header = Json.object();
        if (!contents.metadata().isEmpty()) {
            ObjectNode metadata = header.putObject(SafetensorsParser.METADATA);
            new TreeMap<>(contents.metadata()).forEach(metadata::put);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, Tensor> entry : tensors) {
            Tensor tensor = entry.getValue();
            ObjectNode description = header.putObject(entry.getKey());
            description.put("dtype", tensor.type().name());
            ArrayNode shape = description.putArray("shape");
            for (int length : tensor.shape()) {
                shape.add(length);
            }
            ArrayNode offsets = description.putArray("data_offsets").add(data.size());
            data.writeBytes(encode(entry.getKey(), tensor));
            offsets.add(data.size());
        }
        byte[] text = Json.write(header);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + padded + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(text);
        for (int i = text.length; i < padded; i++) {
            file.put((byte) ' ');
        }
        return file.put(data.toByteArray()).array();
    }

    private static byte[] encode(String name, Tensor tensor) {
        DType type = tensor.type();
        ByteBuffer bytes = ByteBuffer.allocate(tensor.size() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < tensor.size(); i++) {
            float value = tensor.value(i);
            int start = bytes.position();
            type.write(value, bytes);
            if (!Float.isFinite(
                    type.read(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start)))) {
                throw new DictionaryException("tensor '" + name + "' has " + value + " at " + i
                        + "; expected a finite number that " + type + " can hold");
            }
        }
        return bytes.array();
    }
}
