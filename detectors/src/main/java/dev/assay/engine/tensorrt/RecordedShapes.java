package dev.assay.engine.tensorrt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands work to the GPU. If it is switched on, work of a shape seen before goes as one recorded CUDA graph instead of many
 * single kernels. Used by one thread at a time.
 */
final class RecordedShapes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RecordedShapes.class);
    private static final int MOST = 64;

    record Shape(int bucket, int rows) {}

    /** Work recorded with these buffers. */
    private record Recording(CUgraphExec_st graph, List<Long> addresses) {}

    private final Map<Shape, Recording> recordings = new HashMap<>();
    private boolean enabled;

    RecordedShapes(boolean enabled) {
        this.enabled = enabled;
    }

    /** @param addresses of all buffers; a recording with others is of no use */
    void launch(IExecutionContext context, CUstream_st stream, Shape shape, List<Long> addresses) {
        Recording recording = recordings.get(shape);
        if (recording != null && recording.addresses().equals(addresses)) {
            Cuda.check(cudart.cudaGraphLaunch(recording.graph(), stream), "cudaGraphLaunch");
            return;
        }
        enqueue(context, stream);
        if (enabled) {
            record(context, stream, shape, addresses);
        }
    }

    @Override
    public void close() {
        recordings
                .values()
                .forEach(recording -> Quietly.close(
                        () -> Cuda.check(cudart.cudaGraphExecDestroy(recording.graph()), "cudaGraphExecDestroy")));
        recordings.clear();
    }

    private static void enqueue(IExecutionContext context, CUstream_st stream) {
        Cuda.require(context.enqueueV3(stream), stream, "running");
    }

    /** TensorRT asks that a shape ran once before it is recorded. Where recording fails, it is given up for good. */
    private void record(IExecutionContext context, CUstream_st stream, Shape shape, List<Long> addresses) {
        if (recordings.size() >= MOST || recordings.containsKey(shape)) {
            Cuda.check(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
            close();
        }
        CUgraph_st graph = new CUgraph_st();
        Cuda.check(
                cudart.cudaStreamBeginCapture(stream, cudart.cudaStreamCaptureModeThreadLocal),
                "cudaStreamBeginCapture");
        boolean recordedAll = context.enqueueV3(stream);
        int ended = cudart.cudaStreamEndCapture(stream, graph);
        if (!recordedAll || ended != cudart.cudaSuccess) {
            enabled = false;
            if (ended == cudart.cudaSuccess && !Cuda.isNull(graph)) {
                Cuda.check(cudart.cudaGraphDestroy(graph), "cudaGraphDestroy");
            }
            Cuda.forget();
            log.warn("this engine's work cannot be recorded as a CUDA graph; it is launched kernel by kernel");
            return;
        }
        CUgraphExec_st executable = new CUgraphExec_st();
        int instantiated = cudart.cudaGraphInstantiate(executable, graph, 0);
        Cuda.check(cudart.cudaGraphDestroy(graph), "cudaGraphDestroy");
        Cuda.check(instantiated, "cudaGraphInstantiate");
        recordings.put(shape, new Recording(executable, addresses));
    }
}
