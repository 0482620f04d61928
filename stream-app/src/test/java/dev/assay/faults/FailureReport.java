package dev.assay.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** When a test fails, wherever it does: the seed that plays it again, and how the logs of its services end. */
final class FailureReport implements TestExecutionExceptionHandler {

    private final long seed;
    private @Nullable Path directory;

    FailureReport(long seed) {
        this.seed = seed;
    }

    /** @param directory in which the services of the test keep their logs */
    void watch(Path directory) {
        this.directory = directory;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
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
