package dev.assay.engine.tensorrt;

import dev.assay.engine.EngineException;
import dev.assay.graph.FusedGraph;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;

/**
 * What a built engine reads and writes. TensorRT leaves out an input that the graph does not use.
 *
 * @param inputs int64 {@code [rows, sequence]}
 * @param output float32 {@code [rows, sequence, columns]}
 */
record Bindings(List<String> inputs, String output, int columns) {

    Bindings {
        inputs = List.copyOf(inputs);
    }

    static Bindings of(ICudaEngine engine, int columns) {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            String name = engine.getIOTensorName(i);
            boolean input = engine.getTensorIOMode(name).intern() == TensorIOMode.kINPUT;
            requireType(engine, name, input ? DataType.kINT64 : DataType.kFLOAT);
            if (input) {
                inputs.add(name);
            } else if (!name.equals(FusedGraph.OUTPUT)) {
                throw new EngineException(
                        "the engine has the output '" + name + "'; expected '" + FusedGraph.OUTPUT + "' alone");
            }
        }
        return new Bindings(inputs, FusedGraph.OUTPUT, columns);
    }

    private static void requireType(ICudaEngine engine, String name, DataType expected) {
        DataType type = engine.getTensorDataType(name).intern();
        if (type != expected) {
            throw new EngineException("the engine's tensor '" + name + "' is " + type + "; expected " + expected);
        }
    }
}
