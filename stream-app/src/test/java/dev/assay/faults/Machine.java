package dev.assay.faults;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What a service process takes for its machine: a clock that is wrong, a disk that is slow, a disk that is small. */
final class Machine {

    private static final String SOURCE = "machine.c";
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(2);

    private final Path library;
    private final Path control;
    private final Path slow;
    private long aheadSeconds;
    private long delayMicros;

    private Machine(Path library, Path control, Path slow) {
        this.library = library;
        this.control = control;
        this.slow = slow;
    }

    /**
     * A machine with a right clock and a fast disk, at first. The calling test is skipped where there is no C compiler.
     *
     * @param slow directory that lies on the disk that may become slow
     */
    static Machine create(Path directory, Path slow) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        Path library = directory.resolve("machine.so");
        try (InputStream in = Objects.requireNonNull(Machine.class.getResourceAsStream(SOURCE))) {
            Files.copy(in, source);
        }
        assumeThat(succeeds("cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"))
                .as("a C compiler, cc, to build what is put between the service and its machine")
                .isTrue();
        Machine machine = new Machine(library, directory.resolve("machine.control"), slow);
        machine.tell();
        return machine;
    }

    Surroundings surroundings() {
        return new Surroundings(
                List.of(),
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAULTS_CONTROL", control.toString(),
                        "FAULTS_DIRECTORY", slow.toString()));
    }

    /** Sets the clock of whatever runs on it, at once. */
    void setClock(Duration ahead) {
        aheadSeconds = ahead.toSeconds();
        tell();
    }

    /** Makes every write to its disk take so much longer. */
    void slowDown(Duration delay) {
        delayMicros = delay.toNanos() / 1000;
        tell();
    }

    /**
     * A disk of that size at the directory, seen by the process alone: it is gone when that ends. The calling test is skipped
     * where it may not be had.
     */
    static Surroundings smallDisk(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        String mount = "mount -t tmpfs -o size=" + megabytes + "m tmpfs '" + directory + "'";
        assumeThat(succeeds("unshare", "-m", "sh", "-c", mount))
                .as("leave to mount a small disk that only the service sees (unshare -m)")
                .isTrue();
        return new Surroundings(List.of("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh"), Map.of());
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(LONGEST_BUILD.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** In place: it is mapped by those who run, who would not survive that it is empty for a moment. */
    private void tell() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(aheadSeconds)
                .putLong(delayMicros);
        try (FileChannel file = FileChannel.open(control, CREATE, WRITE)) {
            file.write(bytes.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
