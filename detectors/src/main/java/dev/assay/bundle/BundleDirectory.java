package dev.assay.bundle;

import dev.assay.json.JsonFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads a bundle's files and vouches for every byte: exactly the files of the layout, exactly as the manifest says. The
 * bytes that were checked are the bytes that are returned, so changing a file afterwards changes nothing.
 */
final class BundleDirectory {

    private final Path directory;

    BundleDirectory(Path directory) {
        this.directory = directory;
    }

    record Verified(String digest, Map<String, byte[]> files) {}

    /** @throws BundleException naming the file that is missing, extra, altered, oversized or not a plain file */
    Verified read() {
        requireOnlyKnownFiles();
        Manifest manifest = manifest();
        Map<String, byte[]> files = new TreeMap<>();
        for (Manifest.Entry entry : manifest.files()) {
            Integer limit = BundleLayout.LIMITS.get(entry.path());
            if (limit == null) {
                throw new BundleException("bundle.json lists '" + entry.path() + "'; expected only "
                        + String.join(", ", BundleLayout.LIMITS.keySet()));
            }
            byte[] bytes = read(entry.path(), limit);
            if (bytes.length != entry.bytes()) {
                throw new BundleException("file " + entry.path() + " has " + bytes.length + " bytes; expected "
                        + entry.bytes() + ", as bundle.json lists it");
            }
            String sha256 = Manifest.sha256(bytes);
            if (!sha256.equals(entry.sha256())) {
                throw new BundleException("file " + entry.path() + " has the SHA-256 " + sha256 + "; expected "
                        + entry.sha256() + ", as bundle.json lists it");
            }
            if (files.put(entry.path(), bytes) != null) {
                throw new BundleException("bundle.json lists " + entry.path() + " twice; expected each file once");
            }
        }
        for (String path : BundleLayout.LIMITS.keySet()) {
            if (!files.containsKey(path)) {
                throw new BundleException("bundle.json does not list " + path + "; expected every file of a bundle");
            }
        }
        return new Verified(manifest.digest(), files);
    }

    private Manifest manifest() {
        try {
            return Manifest.parse(read(BundleLayout.MANIFEST, BundleLayout.MANIFEST_LIMIT));
        } catch (JsonFormatException e) {
            throw new BundleException(String.valueOf(e.getMessage()), e);
        }
    }

    private void requireOnlyKnownFiles() {
        if (!Files.isDirectory(directory)) {
            throw new BundleException("bundle " + directory + " is not a directory; expected one with a bundle.json");
        }
        Set<String> directories = new HashSet<>();
        directories.add("");
        BundleLayout.LIMITS.keySet().forEach(path -> directories.add(path.substring(0, path.lastIndexOf('/') + 1)));
        for (String parent : directories) {
            try (Stream<Path> children = Files.list(directory.resolve(parent))) {
                children.forEach(child -> requireKnown(parent + child.getFileName(), child, directories));
            } catch (IOException e) {
                throw new BundleException(
                        "directory " + parent + " of bundle " + directory + " cannot be read; expected its files", e);
            }
        }
    }

    private static void requireKnown(String path, Path file, Set<String> directories) {
        if (directories.contains(path + "/")) {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BundleException("'" + path + "' is not a directory; expected one that is not a link");
            }
            return;
        }
        if (!path.equals(BundleLayout.MANIFEST) && !BundleLayout.LIMITS.containsKey(path)) {
            throw new BundleException("'" + path + "' does not belong to a bundle; expected only bundle.json, "
                    + String.join(", ", BundleLayout.LIMITS.keySet()));
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BundleException("'" + path + "' is not a plain file; expected one that is not a link");
        }
    }

    private byte[] read(String path, int limit) {
        Path file = directory.resolve(path);
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = stream.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new BundleException("file " + path + " is too large; expected at most " + limit + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new BundleException("file " + path + " of bundle " + directory + " cannot be read; expected it", e);
        }
    }
}
