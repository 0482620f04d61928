package dev.assay.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Float32 weights of a graph, written in another format. */
final class FloatWeights {

    private FloatWeights() {}

    static TensorProto lowered(TensorProto weight, String name, Precision precision) {
        boolean half = precision == Precision.FP16;
        TensorProto.DataType type = half ? TensorProto.DataType.FLOAT16 : TensorProto.DataType.BFLOAT16;
        FloatBuffer values = values(weight);
        ByteBuffer bytes = ByteBuffer.allocate(values.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            float value = values.get();
            bytes.putShort(half ? HalfFloat.fromFloat(value) : brain(value));
        }
        bytes.flip();
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(weight.getDimsList())
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
    }

    /** Bfloat16, the upper half of a float32, rounded to nearest, ties to even. */
    static short brain(float value) {
        int bits = Float.floatToIntBits(value);
        int odd = (bits >>> 16) & 1;
        return (short) (Float.isNaN(value) ? 0x7fc0 : (bits + 0x7fff + odd) >>> 16);
    }

    private static FloatBuffer values(TensorProto weight) {
        ByteString raw = weight.getRawData();
        if (!raw.isEmpty()) {
            return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        }
        FloatBuffer values = FloatBuffer.allocate(weight.getFloatDataCount());
        weight.getFloatDataList().forEach(values::put);
        return values.flip();
    }
}
