package dev.assay.engine.tensorrt;

import dev.assay.engine.EngineException;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.ShapeBuckets;
import dev.assay.engine.TokenBatch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.ExecutionContextAllocationStrategy;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/**
 * One stream of work to the GPU: its own execution context, buffers and pinned memory. Used by one thread at a time; the
 * copies of one lane overlap with what others compute.
 *
 * <p>After an exception it must be closed and not used again.
 */
final class Lane implements AutoCloseable {

    private final ShapeBuckets shapes;
    private final int columns;
    private final List<Input> inputs = new ArrayList<>();
    private final BytePointer outputName;
    private final CUstream_st stream = new CUstream_st();
    private final Owned<IExecutionContext> context;
    private final Memory hostScores = Memory.pinned();
    private final Memory deviceScores = Memory.device();
    private final Memory workspace = Memory.device();
    private final RecordedShapes recorded;
    private int bucket = -1;
    private int rows;

    Lane(ICudaEngine engine, Bindings bindings, GpuOptions options) {
        this.shapes = options.shapes();
        this.columns = bindings.columns();
        this.recorded = new RecordedShapes(options.cudaGraphs());
        Cuda.check(cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
        try {
            this.context = Owned.of(
                    engine.createExecutionContext(ExecutionContextAllocationStrategy.kUSER_MANAGED),
                    "creating an execution context");
        } catch (EngineException e) {
            destroyStream();
            throw e;
        }
        this.outputName = new BytePointer(bindings.output());
        bindings.inputs().forEach(name -> inputs.add(new Input(name)));
    }

    /**
     * Runs at most as many rows as the batch's bucket holds, and waits for them.
     *
     * @return {@code [rows, sequence, columns]}
     */
    float[] run(TokenBatch batch) {
        NativeLog.instance().takeErrors(); // what did not make an earlier call fail is no reason for this one
        int wanted = shapes.bucket(batch.sequence());
        int sequence = shapes.sequences().get(wanted);
        long idBytes = (long) batch.rows() * sequence * Long.BYTES;
        long scoreBytes = (long) batch.rows() * sequence * columns * Float.BYTES;
        for (Input input : inputs) {
            input.prepare(batch, sequence, idBytes);
        }
        Pointer scores = deviceScores.atLeast(scoreBytes);
        Pointer host = hostScores.atLeast(scoreBytes);
        shape(wanted, batch.rows(), sequence);
        bind(scores);
        for (Input input : inputs) {
            input.send(idBytes);
        }
        recorded.launch(context.get(), stream, new RecordedShapes.Shape(wanted, rows), addresses(scores));
        Cuda.check(
                cudart.cudaMemcpyAsync(host, scores, scoreBytes, cudart.cudaMemcpyDeviceToHost, stream),
                "cudaMemcpyAsync of the scores");
        waitForWork();
        FloatBuffer padded = Memory.view(host, scoreBytes).asFloatBuffer();
        return withoutPadding(padded, batch.rows(), batch.sequence(), sequence, columns);
    }

    /** Frees everything, even if the GPU is lost: then the driver has freed it, and what it says is of no use. */
    @Override
    public void close() {
        Quietly.close(this::waitForWork);
        List<AutoCloseable> parts = new ArrayList<>(List.of(recorded, context));
        parts.addAll(List.of(workspace, deviceScores, hostScores, outputName));
        parts.addAll(inputs);
        for (AutoCloseable part : parts) {
            Quietly.close(part);
        }
        destroyStream();
    }

    /** {@code [rows, padded, columns]} to {@code [rows, sequence, columns]}. */
    static float[] withoutPadding(FloatBuffer scores, int rows, int sequence, int padded, int columns) {
        float[] kept = new float[rows * sequence * columns];
        int length = sequence * columns;
        for (int row = 0; row < rows; row++) {
            scores.get(row * padded * columns, kept, row * length, length);
        }
        return kept;
    }

    /** {@code [rows, sequence]} to {@code [rows, padded]}, zero where there is none. */
    static void withPadding(long[] values, int rows, int sequence, int padded, LongBuffer into) {
        long[] zeros = new long[padded - sequence];
        into.clear();
        for (int row = 0; row < rows; row++) {
            into.put(values, row * sequence, sequence).put(zeros);
        }
    }

    private void shape(int wanted, int wantedRows, int sequence) {
        if (wanted == bucket && wantedRows == rows) {
            return;
        }
        IExecutionContext running = context.get();
        if (wanted != bucket) {
            recorded.close(); // another profile may move what recordings refer to
            require(running.setOptimizationProfileAsync(wanted, stream), "choosing a profile");
        }
        try (Dims64 dims = PlanBuilder.dims(wantedRows, sequence)) {
            for (Input input : inputs) {
                require(running.setInputShape(input.name, dims), "setting a shape");
            }
        }
        long bytes = running.updateDeviceMemorySizeForShapes();
        String errors = bytes > 0 ? "" : NativeLog.instance().takeErrors();
        if (!errors.isEmpty()) { // 0 bytes is also the answer for a graph that needs none
            throw Cuda.tensorRtFailure("asking for the size of the workspace", errors);
        }
        running.setDeviceMemoryV2(workspace.atLeast(bytes), bytes);
        bucket = wanted;
        rows = wantedRows;
    }

    private void bind(Pointer scores) {
        for (Input input : inputs) {
            require(context.get().setTensorAddress(input.name, input.device.atLeast(0)), "binding an input");
        }
        require(context.get().setTensorAddress(outputName, scores), "binding the scores");
    }

    /** Where the work reads and writes, for work that was recorded. */
    private List<Long> addresses(Pointer scores) {
        return LongStream.concat(
                        inputs.stream()
                                .mapToLong(input -> input.device.atLeast(0).address()),
                        LongStream.of(workspace.atLeast(0).address(), scores.address()))
                .boxed()
                .toList();
    }

    private void waitForWork() {
        Cuda.check(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
    }

    private void destroyStream() {
        Quietly.close(() -> Cuda.check(cudart.cudaStreamDestroy(stream), "cudaStreamDestroy"));
    }

    private void require(boolean done, String what) {
        Cuda.require(done, stream, what);
    }

    /** An int64 input {@code [rows, padded]}. */
    private final class Input implements AutoCloseable {

        private final BytePointer name;
        private final Source source;
        private final Memory host = Memory.pinned();
        private final Memory device = Memory.device();

        Input(String name) {
            this.name = new BytePointer(name);
            this.source = Source.of(name);
        }

        void prepare(TokenBatch batch, int padded, long bytes) {
            Pointer pinned = host.atLeast(bytes);
            device.atLeast(bytes);
            LongBuffer values = Memory.view(pinned, bytes).asLongBuffer();
            withPadding(source.values(batch), batch.rows(), batch.sequence(), padded, values);
        }

        void send(long bytes) {
            int code = cudart.cudaMemcpyAsync(
                    device.atLeast(bytes), host.atLeast(bytes), bytes, cudart.cudaMemcpyHostToDevice, stream);
            Cuda.check(code, "cudaMemcpyAsync of an input");
        }

        @Override
        public void close() {
            Quietly.close(host);
            Quietly.close(device);
            name.close();
        }
    }

    /** What a graph's input is filled with. */
    private enum Source {
        IDS,
        MASK,
        ZEROS;

        static Source of(String input) {
            return switch (input) {
                case "input_ids" -> IDS;
                case "attention_mask" -> MASK;
                case "token_type_ids" -> ZEROS;
                default ->
                    throw new EngineException("the graph has the input '" + input
                            + "'; expected input_ids, attention_mask and token_type_ids");
            };
        }

        long[] values(TokenBatch batch) {
            return switch (this) {
                case IDS -> batch.ids();
                case MASK -> batch.mask();
                case ZEROS -> new long[batch.ids().length];
            };
        }
    }
}
