package dev.assay.engine.tensorrt;

import dev.assay.engine.DeviceLostException;
import dev.assay.engine.DeviceMemoryException;
import dev.assay.engine.EngineException;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/** What CUDA's and TensorRT's failures mean. */
final class Cuda {

    /** After these the process can use its GPU no more: CUDA's documentation asks to end it. */
    private static final Set<Integer> LOST = Set.of(
            cudart.cudaErrorInitializationError,
            cudart.cudaErrorDevicesUnavailable,
            cudart.cudaErrorNoDevice,
            cudart.cudaErrorInvalidDevice,
            cudart.cudaErrorECCUncorrectable,
            cudart.cudaErrorNvlinkUncorrectable,
            cudart.cudaErrorContained,
            cudart.cudaErrorIllegalAddress,
            cudart.cudaErrorLaunchTimeout,
            cudart.cudaErrorContextIsDestroyed,
            cudart.cudaErrorAssert,
            cudart.cudaErrorHardwareStackError,
            cudart.cudaErrorIllegalInstruction,
            cudart.cudaErrorMisalignedAddress,
            cudart.cudaErrorInvalidAddressSpace,
            cudart.cudaErrorInvalidPc,
            cudart.cudaErrorLaunchFailure,
            cudart.cudaErrorTensorMemoryLeak,
            cudart.cudaErrorSystemNotReady,
            cudart.cudaErrorMpsRpcFailure,
            cudart.cudaErrorMpsClientTerminated,
            cudart.cudaErrorExternalDevice,
            cudart.cudaErrorUnknown);

    /** Addresses below are no objects: where TensorRT fails, the presets may give an offset from null. */
    private static final long FIRST_PAGE = 4096;

    private Cuda() {}

    /** @throws EngineException of the kind the code means, if it is not success */
    static void check(int code, String call) {
        if (code != cudart.cudaSuccess) {
            String description = describe(code);
            forget();
            throw failure(code, call, description);
        }
    }

    /** The same for a call of TensorRT. A lost GPU shows in the stream; TensorRT says it in words alone. */
    static void require(boolean done, CUstream_st stream, String what) {
        if (!done) {
            String errors = NativeLog.instance().takeErrors();
            check(cudart.cudaStreamSynchronize(stream), "cudaStreamSynchronize");
            throw tensorRtFailure(what, errors);
        }
    }

    /** CUDA keeps the last error of a thread, and TensorRT would take it for a failure of its own next call. */
    static void forget() {
        cudart.cudaGetLastError();
    }

    static String describe(int code) {
        return cudart.cudaGetErrorName(code).getString() + ", "
                + cudart.cudaGetErrorString(code).getString();
    }

    static EngineException failure(int code, String call, String description) {
        String message = "CUDA's " + call + " failed with error " + code + ": " + description;
        if (code == cudart.cudaErrorMemoryAllocation) {
            return new DeviceMemoryException(message);
        }
        return LOST.contains(code) ? new DeviceLostException(message) : new EngineException(message);
    }

    /** TensorRT reports failures as text alone. */
    static EngineException tensorRtFailure(String what, String errors) {
        String message = what + (errors.isEmpty() ? " failed and gave no reason" : " failed: " + errors);
        String lower = errors.toLowerCase(Locale.ROOT);
        return lower.contains("out of memory") || lower.contains("outofmemory") || lower.contains("std::bad_alloc")
                ? new DeviceMemoryException(message)
                : new EngineException(message);
    }

    static boolean isNull(Pointer pointer) {
        return pointer.address() < FIRST_PAGE;
    }
}
