package dev.assay.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The faults that a run has tried, and what came of it. Printed when the run ends. */
final class FaultTable implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaultTable.class);
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(FaultTable.class);

    private final List<String> rows = new ArrayList<>();

    private FaultTable() {}

    /** The one of the whole run. */
    static FaultTable of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("table", key -> new FaultTable(), FaultTable.class);
    }

    synchronized void add(ExtensionContext context, long seed, long seconds) {
        String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        rows.add("| " + test + " | " + result(context.getExecutionException()) + " | " + seconds + " | " + seed + " |");
    }

    private static String result(Optional<Throwable> failure) {
        return failure.map(thrown -> thrown instanceof TestAbortedException
                        ? "skipped: "
                                + String.valueOf(thrown.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                        : "FAILED")
                .orElse("passed");
    }

    @Override
    public synchronized void close() {
        log.info("\n| Fault | Result | Seconds | Seed |\n|---|---|---:|---:|\n{}", String.join("\n", rows));
    }
}
