package dev.assay.engine.tensorrt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of native memory that grows when more is asked for, and is freed when this is closed. Not thread-safe.
 *
 * <p>Growing frees what there was, so no work that uses it may be under way.
 */
final class Memory implements AutoCloseable {

    /** Where memory comes from and goes to. */
    interface Source {
        Pointer allocate(long bytes);

        void free(Pointer memory);
    }

    private static final AtomicLong HELD = new AtomicLong();

    private final Source source;
    private @Nullable Pointer memory;
    private long capacity;

    Memory(Source source) {
        this.source = source;
    }

    /** Of the GPU. */
    static Memory device() {
        return new Memory(new Device());
    }

    /** Of this machine, in pages that the GPU copies from and to by itself. */
    static Memory pinned() {
        return new Memory(new Pinned());
    }

    /** Bytes that all pieces of the process hold: 0 after every engine is closed. */
    static long held() {
        return HELD.get();
    }

    /**
     * @return memory of at least so many bytes; the same as before if that is enough
     * @throws dev.assay.engine.DeviceMemoryException if there is not enough; then there is none at all
     */
    Pointer atLeast(long bytes) {
        Pointer current = memory;
        if (current != null && bytes <= capacity) {
            return current;
        }
        close();
        Pointer grown = source.allocate(Math.max(bytes, 1));
        memory = grown;
        capacity = bytes;
        HELD.addAndGet(bytes);
        return grown;
    }

    /** A view of pinned memory that {@link #atLeast} gave. */
    static ByteBuffer view(Pointer pinned, long bytes) {
        BytePointer pointer = new BytePointer(pinned);
        pointer.capacity(bytes);
        return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public void close() {
        Pointer current = memory;
        if (current != null) {
            memory = null;
            HELD.addAndGet(-capacity);
            capacity = 0;
            source.free(current);
        }
    }

    private static final class Device implements Source {
        @Override
        public Pointer allocate(long bytes) {
            Pointer pointer = new Pointer();
            Cuda.check(cudart.cudaMalloc(pointer, bytes), "cudaMalloc of " + bytes + " bytes");
            return pointer;
        }

        @Override
        public void free(Pointer memory) {
            Cuda.check(cudart.cudaFree(memory), "cudaFree");
        }
    }

    private static final class Pinned implements Source {
        @Override
        public Pointer allocate(long bytes) {
            Pointer pointer = new Pointer();
            Cuda.check(cudart.cudaMallocHost(pointer, bytes), "cudaMallocHost of " + bytes + " bytes");
            return pointer;
        }

        @Override
        public void free(Pointer memory) {
            Cuda.check(cudart.cudaFreeHost(memory), "cudaFreeHost");
        }
    }
}
