package dev.assay.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where Assay's own files are: the launcher says so in the system property {@code assay.home}. */
final class Home {

    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("assay.home", "."));
    }

    /** A file as a report names it: with its own directory's name, and without those that only this machine has. */
    static String shortName(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.getNameCount() < 2
                ? whole.toString()
                : whole.subpath(whole.getNameCount() - 2, whole.getNameCount()).toString();
    }

    /** The given bundle, or the one that comes with Assay. */
    static Path bundle(@Nullable Path given) {
        return given == null ? directory().resolve("detectors/bundle/default") : given;
    }
}
