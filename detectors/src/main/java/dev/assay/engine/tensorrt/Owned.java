package dev.assay.engine.tensorrt;

import com.sun.jna.Function;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.INoCopy;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.jspecify.annotations.Nullable;

/**
 * A TensorRT object that is deleted when this is closed. Not thread-safe.
 *
 * <p>The presets cannot delete what TensorRT creates (https://github.com/bytedeco/javacpp-presets/issues/1699), so this
 * calls the object's virtual destructor as C++ would: in the Itanium C++ ABI, which Linux uses, the one that also frees
 * the memory follows the one that does not in the table of virtual functions.
 */
final class Owned<P extends Pointer> implements AutoCloseable {

    private static final int FIRST_IN_TABLE = 1; // INoCopy declares its destructor first
    private static final int AFTER_EIGHT_FUNCTIONS = 9; // IParser of TensorRT 10 declares its destructor ninth

    private final P object;
    private final int destructor;

    private Owned(P object, int destructor) {
        this.object = object;
        this.destructor = destructor;
    }

    /** @throws dev.assay.engine.EngineException with TensorRT's reasons if there is no object */
    static <P extends INoCopy> Owned<P> of(@Nullable P object, String what) {
        return new Owned<>(require(object, what), FIRST_IN_TABLE);
    }

    static Owned<IParser> parser(@Nullable IParser parser) {
        return new Owned<>(require(parser, "creating an ONNX parser"), AFTER_EIGHT_FUNCTIONS);
    }

    P get() {
        return object;
    }

    /** Doing it again does nothing. */
    @Override
    public void close() {
        if (object.isNull()) {
            return;
        }
        com.sun.jna.Pointer self = new com.sun.jna.Pointer(object.address());
        com.sun.jna.Pointer table = self.getPointer(0);
        com.sun.jna.Pointer function = table.getPointer((long) destructor * com.sun.jna.Native.POINTER_SIZE);
        object.setNull();
        Object[] arguments = {self};
        Function.getFunction(function).invokeVoid(arguments);
    }

    private static <P extends Pointer> P require(@Nullable P object, String what) {
        if (object == null || Cuda.isNull(object)) {
            throw Cuda.tensorRtFailure(what, NativeLog.instance().takeErrors());
        }
        return object;
    }
}
