package dev.assay.engine.tensorrt;

import dev.assay.engine.DeviceLostException;
import dev.assay.engine.DeviceMemoryException;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineException;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.TokenBatch;
import dev.assay.engine.UnavailableException;
import dev.assay.graph.FusedGraph;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bytedeco.cuda.global.cudart;

/**
 * Runs a graph with TensorRT on one GPU.
 *
 * <p>Thread-safe: each caller has a {@link Lane} of its own, made at the first need and kept, so copies and computation of
 * several callers overlap. Closing waits for running calls and frees all native memory.
 */
public final class TensorRtEngine implements Engine {

    private static final long LARGEST_OUTPUT = 1L << 30; // bytes of scores in one call: a buffer holds at most 2^31

    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private final Deque<Lane> idle = new ConcurrentLinkedDeque<>();
    private final GpuOptions options;
    private final EngineInfo info;
    private final int columns;
    private final int vocabulary;
    private final Plan plan;
    private final Bindings bindings;
    private boolean closed;

    /**
     * @throws UnavailableException if TensorRT cannot be used here
     * @throws EngineException if it refuses the graph
     */
    public TensorRtEngine(FusedGraph graph, GpuOptions options) {
        String version = NativeLibraries.load(options.libraries());
        Gpu gpu = Gpu.find(options.device());
        this.options = options;
        this.info = new EngineInfo(
                NativeLibraries.ENGINE, version, gpu.name(), options.precision().label());
        this.columns = graph.columns();
        Plan opened = null;
        try {
            this.vocabulary = graph.vocabulary().orElse(Integer.MAX_VALUE);
            byte[] onnx = graph.in(options.precision()).onnx();
            PlanKey key = PlanKey.of(onnx, options.precision(), options.shapes(), version, gpu);
            opened = Plan.open(onnx, key, options.cache());
            this.bindings = Bindings.of(opened.engine(), columns);
        } catch (EngineException | IllegalArgumentException e) {
            if (opened != null) {
                opened.close();
            }
            throw new EngineException(
                    "tensorrt cannot load a graph of " + graph.onnx().length + " bytes: " + e.getMessage(), e);
        }
        this.plan = opened;
    }

    /** Loads the libraries, and asks for the GPU. */
    public static EngineAvailability probe(GpuOptions options) {
        try {
            String version = NativeLibraries.load(options.libraries());
            return EngineAvailability.yes(NativeLibraries.ENGINE, version + " on " + Gpu.find(options.device()));
        } catch (UnavailableException e) {
            return new EngineAvailability(NativeLibraries.ENGINE, e.reason(), String.valueOf(e.getMessage()));
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

    /** @throws EngineException also for an id beyond the vocabulary, which a GPU would read beside the table */
    @Override
    public float[] run(TokenBatch batch) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new EngineException("the tensorrt engine is closed; open another to go on");
            }
            return runInParts(batch);
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
                Quietly.close(() -> Cuda.check(cudart.cudaSetDevice(options.device()), "cudaSetDevice"));
                for (Lane lane = idle.poll(); lane != null; lane = idle.poll()) {
                    lane.close();
                }
                plan.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    private float[] runInParts(TokenBatch batch) {
        try {
            requireVocabulary(batch);
            Cuda.check(cudart.cudaSetDevice(options.device()), "cudaSetDevice");
            int most = mostRows(batch.sequence());
            if (batch.rows() <= most) {
                return runOnLane(batch);
            }
            float[] scores = new float[Math.multiplyExact(batch.rows() * batch.sequence(), columns)];
            for (int row = 0; row < batch.rows(); row += most) {
                float[] part = runOnLane(batch.slice(row, Math.min(batch.rows(), row + most)));
                System.arraycopy(part, 0, scores, row * batch.sequence() * columns, part.length);
            }
            return scores;
        } catch (EngineException e) {
            throw failure(batch, e);
        }
    }

    private int mostRows(int sequence) {
        int bucket = options.shapes().bucket(sequence);
        long rowBytes = (long) options.shapes().sequences().get(bucket) * columns * Float.BYTES;
        return (int) Math.max(1, Math.min(options.shapes().rows(bucket), LARGEST_OUTPUT / rowBytes));
    }

    private float[] runOnLane(TokenBatch batch) {
        Lane free = idle.poll();
        Lane lane = free == null ? new Lane(plan.engine(), bindings, options) : free;
        boolean done = false;
        try {
            float[] scores = lane.run(batch);
            done = true;
            return scores;
        } finally {
            if (done) {
                idle.push(lane);
            } else {
                lane.close();
            }
        }
    }

    private void requireVocabulary(TokenBatch batch) {
        if (Arrays.stream(batch.ids()).anyMatch(id -> id < 0 || id >= vocabulary)) {
            throw new EngineException("a token is not in the vocabulary of " + vocabulary
                    + "; expected the tokenizer that belongs to the graph");
        }
    }

    /** Says which batch, and keeps the kind. */
    private static EngineException failure(TokenBatch batch, EngineException e) {
        if (e instanceof DeviceLostException) {
            return e;
        }
        String message = "tensorrt could not run a batch of " + batch.rows() + " rows x " + batch.sequence()
                + " tokens: " + e.getMessage();
        return e instanceof DeviceMemoryException
                ? new DeviceMemoryException(message)
                : new EngineException(message, e);
    }
}
