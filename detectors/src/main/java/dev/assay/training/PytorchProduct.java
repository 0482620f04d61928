package dev.assay.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Multiplies with PyTorch's CPU kernels through DJL. Holds native memory until closed. */
final class PytorchProduct implements MatrixProduct {

    private static final String ENGINE = "PyTorch";

    private final NDManager manager;

    private PytorchProduct(NDManager manager) {
        this.manager = manager;
    }

    /** @throws TrainingException if DJL's PyTorch engine is not on the class path or its native library does not load */
    static PytorchProduct open() {
        dev.assay.engine.Djl.offline();
        if (!Engine.hasEngine(ENGINE)) {
            throw new TrainingException(
                    "DJL's PyTorch engine is not on the class path; expected ai.djl.pytorch:pytorch-engine,"
                            + " pytorch-jni and pytorch-native-cpu, which the training launcher adds");
        }
        return new PytorchProduct(Engine.getEngine(ENGINE).newBaseManager(Device.cpu()));
    }

    @Override
    public void multiply(float[] a, float[] b, int rows, int columns, int inner, float[] out) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray left = scratch.create(FloatBuffer.wrap(a, 0, rows * inner), new Shape(rows, inner));
            NDArray right = scratch.create(b, new Shape(columns, inner));
            left.matMul(right.transpose())
                    .toByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .get(out, 0, rows * columns);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
