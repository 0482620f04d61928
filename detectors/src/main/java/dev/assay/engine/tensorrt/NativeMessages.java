package dev.assay.engine.tensorrt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.bytedeco.tensorrt.nvinfer.ILogger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TensorRT says, to the log. Errors are kept until the thread they happened in asks for them, because TensorRT
 * reports a failure as text alone, and several threads use it at once. Thread-safe.
 */
final class NativeMessages {

    private static final Logger log = LoggerFactory.getLogger(NativeMessages.class);
    private static final int KEPT = 64;

    private record Reported(Thread thread, String message) {}

    private final Deque<Reported> errors = new ArrayDeque<>();

    /** @param severity may be an object of its own, equal to no constant: the presets make one for each message */
    void add(ILogger.Severity severity, String message) {
        switch (severity.intern()) {
            case kINTERNAL_ERROR, kERROR -> {
                remember(message);
                log.error("{}", message);
            }
            case kWARNING -> log.warn("{}", message);
            case kINFO, kVERBOSE -> log.debug("{}", message);
        }
    }

    /** The last errors of this thread, joined; empty if there were none since the last call. */
    synchronized String takeErrors() {
        Thread thread = Thread.currentThread();
        String own = errors.stream()
                .filter(error -> error.thread() == thread)
                .map(Reported::message)
                .collect(Collectors.joining("; "));
        errors.removeIf(error -> error.thread() == thread);
        return own;
    }

    private synchronized void remember(String message) {
        errors.addLast(new Reported(Thread.currentThread(), message));
        if (errors.size() > KEPT) {
            errors.removeFirst();
        }
    }
}
