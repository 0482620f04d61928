package dev.assay.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * When a test fails, wherever it does: the seed that plays it again, and how the logs of its services end. And a row of the table of
 * faults, whatever came of it.
 */
final class FailureReport
        implements TestExecutionExceptionHandler, BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private final long seed;
    private @Nullable Path directory;
    private long started;

    FailureReport(long seed) {
        this.seed = seed;
    }

    /** @param directory in which the services of the test keep their logs */
    void watch(Path directory) {
        this.directory = directory;
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        started = System.nanoTime();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        FaultTable.of(context).add(context, seed, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure; // skipped
        }
        List<String> report = new ArrayList<>();
        report.add(failure.toString());
        report.add("seed " + seed + "; -Dassay.faults.seed=" + seed + " plays the same conversations again");
        for (Path log : logs()) {
            report.add("The log " + log + " ends:\n" + ServiceLog.end(log));
        }
        throw new AssertionError(String.join("\n", report), failure);
    }

    private List<Path> logs() {
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(ServiceLog.NAME)).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the failure matters more than why its logs cannot be listed
        }
    }
}
