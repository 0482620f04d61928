package dev.assay.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where DJL unpacks native libraries: the directory that {@value #SETTING} names (in the environment, or a system
 * property), else {@code .djl.ai} in the user's home directory.
 *
 * <p>Where neither can be had, as in a container with a read-only root file system, DJL would take a directory under
 * {@code /tmp} whose name everybody knows, and load what lies there already. It gets a fresh one instead, of this process
 * alone, deleted when the process ends. JavaCPP, which does the same, gets a directory in it.
 */
final class NativeCache {

    static final String SETTING = "DJL_CACHE_DIR";

    private static final String JAVACPP_SETTING = "org.bytedeco.javacpp.cachedir";

    private NativeCache() {}

    static synchronized void prepare() {
        if (homeIsWritable()) {
            return;
        }
        String named = System.getenv(SETTING) == null ? System.getProperty(SETTING) : System.getenv(SETTING);
        String directory = named == null || named.isEmpty() ? fresh().toString() : named;
        System.setProperty(SETTING, directory);
        if (!isSet(System.getProperty(JAVACPP_SETTING))) {
            System.setProperty(JAVACPP_SETTING, Path.of(directory, "javacpp").toString());
        }
    }

    private static Path fresh() {
        try {
            Path directory = Files.createTempDirectory("assay-native-"); // readable by its owner alone
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory), "delete-native-libraries"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no directory for native libraries can be made in '" + System.getProperty("java.io.tmpdir")
                            + "'; expected a writable one there, or one named by " + SETTING,
                    e);
        }
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    private static boolean homeIsWritable() {
        return Files.isWritable(Path.of(System.getProperty("user.home", "")));
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // The process ends; what is left is in a directory for temporary files.
        }
    }
}
