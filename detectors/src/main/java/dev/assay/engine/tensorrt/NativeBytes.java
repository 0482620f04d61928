package dev.assay.engine.tensorrt;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;

/** Native memory that may be larger than a buffer can be, as buffers, and back. */
final class NativeBytes {

    private static final long PART = 1 << 30;

    private NativeBytes() {}

    /** Views, valid as long as the memory is. */
    static List<ByteBuffer> parts(IHostMemory memory) {
        return parts(memory.data(), memory.size());
    }

    static List<ByteBuffer> parts(Pointer data, long size) {
        List<ByteBuffer> parts = new ArrayList<>();
        for (long at = 0; at < size; at += PART) {
            BytePointer whole = new BytePointer(data);
            whole.limit(Math.min(size, at + PART)).position(at);
            parts.add(whole.asByteBuffer());
        }
        return parts;
    }

    /** A copy in one piece; the caller closes it. */
    static BytePointer copy(List<ByteBuffer> parts) {
        long size = parts.stream().mapToLong(ByteBuffer::remaining).sum();
        BytePointer whole = new BytePointer(size);
        long at = 0;
        for (ByteBuffer part : parts) {
            ByteBuffer view = new BytePointer(whole)
                    .limit(at + part.remaining())
                    .position(at)
                    .asByteBuffer();
            at += part.remaining();
            view.put(part.duplicate());
        }
        return whole;
    }
}
