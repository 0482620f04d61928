package dev.assay.engine.tensorrt;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TensorRT's messages, which are about graphs and devices and never about a batch's tokens. TensorRT calls it from any
 * thread and keeps it for the life of the process, so there is one and it is never freed.
 */
final class NativeLog extends ILogger {

    private static final Logger log = LoggerFactory.getLogger(NativeLog.class);
    private static final int KEPT = 8;

    private final Deque<String> errors = new ArrayDeque<>();

    private NativeLog() {}

    /** The libraries must be loaded. */
    static NativeLog instance() {
        return Holder.LOG;
    }

    @Override
    public void log(ILogger.Severity severity, String message) {
        if (severity == ILogger.Severity.kERROR || severity == ILogger.Severity.kINTERNAL_ERROR) {
            remember(message);
            log.error("{}", message);
        } else if (severity == ILogger.Severity.kWARNING) {
            log.warn("{}", message);
        } else {
            log.debug("{}", message);
        }
    }

    /** The last errors, joined; empty if there were none since the last call. */
    synchronized String takeErrors() {
        String all = String.join("; ", errors);
        errors.clear();
        return all;
    }

    private synchronized void remember(String message) {
        errors.addLast(message);
        if (errors.size() > KEPT) {
            errors.removeFirst();
        }
    }

    private static final class Holder {
        static final NativeLog LOG = new NativeLog();
    }
}
