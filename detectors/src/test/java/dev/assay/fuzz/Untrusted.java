package dev.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a reader may do with what a stranger wrote: make a value of it or refuse it in the documented way, and not fill the heap
 * over it. Anything else, a stack overflow or a hang for example, is a finding.
 */
public final class Untrusted {

    /** Stands for chat text and passwords in inputs: no refusal may repeat it. */
    public static final String SECRET = "SECRET";

    /** Far more than any reader needs for an input of some kilobytes; a declared size that is believed takes more. */
    private static final long MOST_ALLOCATED = 64L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Untrusted() {}

    /**
     * @param refusal the documented exception; not a subclass of it, which would be an accident
     * @return null if the input was refused
     */
    public static <T> @Nullable T read(Class<? extends RuntimeException> refusal, Supplier<T> reader) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T value = valueOrRefusal(refusal, reader);
        if (THREADS.getCurrentThreadAllocatedBytes() - before > MOST_ALLOCATED) {
            before = THREADS.getCurrentThreadAllocatedBytes(); // the first time it may have been for loading classes
            valueOrRefusal(refusal, reader);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(MOST_ALLOCATED);
        }
        return value;
    }

    private static <T> @Nullable T valueOrRefusal(Class<? extends RuntimeException> refusal, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RuntimeException e) {
            if (e.getClass() != refusal) {
                throw e;
            }
            assertThat(e.getMessage()).as("says what was expected").contains("expected");
            return null;
        }
    }

    /** As {@link #read}, where the input may hold what must not be repeated. */
    public static <T> @Nullable T readSecret(Class<? extends RuntimeException> refusal, Supplier<T> reader) {
        return read(refusal, () -> {
            try {
                return reader.get();
            } catch (RuntimeException e) {
                assertThat(e.getMessage()).doesNotContain(SECRET);
                throw e;
            }
        });
    }
}
