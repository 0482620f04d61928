package dev.assay.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file a reader is made of, found in a directory or else on the class path.
 *
 * @param location file name or resource name
 * @param sha256 lower-case hex; contents with another digest are refused
 * @param directory looked in first; null for the class path alone
 */
record ReaderFile(String location, String sha256, @Nullable Path directory) {

    /** @throws ReaderFileException if the file is missing, lies outside the directory, or has another digest */
    byte[] read() {
        try (InputStream input = open()) {
            byte[] contents = input.readAllBytes();
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
            if (!found.equals(sha256)) {
                throw new ReaderFileException("'" + location + "' has SHA-256 " + found + "; expected " + sha256
                        + ", the file the bundle was made with");
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException("'" + location + "' cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private InputStream open() throws IOException {
        if (directory != null) {
            Path root = directory.toAbsolutePath().normalize();
            Path file = root.resolve(location).normalize();
            if (!file.startsWith(root)) {
                throw new ReaderFileException(
                        "'" + location + "' leads out of the reader's directory; expected a file inside it");
            }
            if (Files.isRegularFile(file)) {
                return Files.newInputStream(file);
            }
        }
        InputStream resource = ReaderFile.class.getClassLoader().getResourceAsStream(location);
        if (resource == null) {
            throw new ReaderFileException("'" + location + "' is "
                    + (directory == null
                            ? "not on the class path, and no reader's directory is given"
                            : "neither in the reader's directory nor on the class path")
                    + "; expected the file with SHA-256 " + sha256);
        }
        return resource;
    }
}
