package dev.assay.engine.tensorrt;

import dev.assay.engine.DeviceLostException;
import dev.assay.engine.DeviceMemoryException;
import dev.assay.engine.EngineException;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/** What CUDA's and TensorRT's failures mean. */
final class Cuda {

    /** After these the process can use its GPU no more: CUDA's documentation asks to end it. */
    private static final Set<Integer> LOST = Set.of(
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
            cudart.cudaErrorUnknown);

    /** Addresses below are no objects: where TensorRT fails, the presets may give an offset from null. */
    private static final long FIRST_PAGE = 4096;

    private Cuda() {}

    /** @throws EngineException of the kind the code means, if it is not success */
    static void check(int code, String call) {
        if (code != cudart.cudaSuccess) {
            throw failure(code, call, describe(code));
        }
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
