package dev.assay.engine.tensorrt;

import org.bytedeco.tensorrt.nvinfer.ILogger;

/**
 * TensorRT's messages, which are about graphs and devices and never about a batch's tokens. TensorRT calls it from any
 * thread and keeps it for the life of the process, so there is one and it is never freed.
 */
final class NativeLog extends ILogger {

    private final NativeMessages messages = new NativeMessages();

    private NativeLog() {}

    /** The libraries must be loaded. */
    static NativeLog instance() {
        return Holder.LOG;
    }

    @Override
    public void log(ILogger.Severity severity, String message) {
        messages.add(severity, message);
    }

    /** The last errors of this thread, joined; empty if there were none since the last call. */
    String takeErrors() {
        return messages.takeErrors();
    }

    private static final class Holder {
        static final NativeLog LOG = new NativeLog();
    }
}
