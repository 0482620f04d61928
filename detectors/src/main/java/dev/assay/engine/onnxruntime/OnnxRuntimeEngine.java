package dev.assay.engine.onnxruntime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineException;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.TokenBatch;
import dev.assay.engine.Unavailable;
import dev.assay.graph.FusedGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs a graph with ONNX Runtime on the CPU, through DJL.
 *
 * <p>Thread-safe: callers run side by side, each on its own thread, and what a call allocates natively is freed before it
 * returns. Closing waits for running calls.
 */
public final class OnnxRuntimeEngine implements Engine {

    private static final String NAME = "onnxruntime";

    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private final Model model;
    private final OrtSession.SessionOptions session;
    private final EngineInfo info;
    private final int columns;
    private final boolean tokenTypes;
    private boolean closed;

    /** @throws EngineException if ONNX Runtime is not available or refuses the graph */
    public OnnxRuntimeEngine(FusedGraph graph, EngineOptions options) {
        this.info = new EngineInfo(NAME, NativeRuntime.version(), "cpu", "fp32");
        this.columns = graph.columns();
        this.tokenTypes = graph.tokenTypes();
        this.model = Model.newInstance("reader", Device.cpu(), NativeRuntime.DJL_NAME);
        this.session = new OrtSession.SessionOptions();
        try {
            load(graph, options);
        } catch (IOException | OrtException | MalformedModelException | RuntimeException e) {
            free();
            throw new EngineException(
                    "onnxruntime cannot load a graph of " + graph.onnx().length
                            + " bytes; expected an ONNX model this version (" + info.version() + ") can run",
                    e);
        }
    }

    public static EngineAvailability probe() {
        try {
            return EngineAvailability.yes(NAME, NativeRuntime.version() + " on cpu");
        } catch (EngineException e) {
            return new EngineAvailability(NAME, Unavailable.LIBRARY_FAILED, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public float[] run(TokenBatch batch) {
        open.readLock().lock();
        try (NDManager call = manager()) {
            ParameterStore noParameters = new ParameterStore(call, false);
            NDList outputs = model.getBlock().forward(noParameters, inputs(call, batch), false);
            return outputs.get(FusedGraph.OUTPUT).toFloatArray();
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EngineException(
                    "onnxruntime could not run a batch of " + batch.rows() + " rows x " + batch.sequence() + " tokens",
                    e);
        } finally {
            open.readLock().unlock();
        }
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private void load(FusedGraph graph, EngineOptions options)
            throws IOException, OrtException, MalformedModelException {
        // DJL's own "intraOpNumThreads" is only heeded beside "interOpNumThreads", and it has no setting for spinning.
        session.setIntraOpNumThreads(options.threads());
        session.setInterOpNumThreads(1);
        session.addConfigEntry("session.intra_op.allow_spinning", "0");
        model.load(new ByteArrayInputStream(graph.onnx()), Map.of("sessionOptions", session));
        // DJL makes an empty temporary directory beside every model it loads from a stream.
        Files.deleteIfExists(model.getModelPath());
    }

    private NDManager manager() {
        if (closed) {
            throw new EngineException("the onnxruntime engine is closed; open another to go on");
        }
        return model.getNDManager().newSubManager();
    }

    private NDList inputs(NDManager call, TokenBatch batch) {
        Shape shape = new Shape(batch.rows(), batch.sequence());
        NDList inputs = new NDList(
                input(call, "input_ids", batch.ids(), shape), input(call, "attention_mask", batch.mask(), shape));
        if (tokenTypes) {
            inputs.add(input(call, "token_type_ids", new long[batch.ids().length], shape));
        }
        return inputs;
    }

    private static NDArray input(NDManager call, String name, long[] values, Shape shape) {
        NDArray array = call.create(LongBuffer.wrap(values), shape, DataType.INT64);
        array.setName(name);
        return array;
    }

    private void free() {
        model.close();
        session.close();
    }
}
