package dev.assay.evidence;

import dev.assay.audit.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a pack for its owner's eyes only, and reads one back that is exactly as it was signed. */
final class PackDirectory {

    private static final int LARGEST_MANIFEST = 1 << 20;

    private PackDirectory() {}

    static void write(Path directory, SortedMap<String, byte[]> files) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Files.createDirectory(directory, owner);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** A pack that is as it was signed. */
    record Verified(PackManifest manifest, SortedMap<String, byte[]> files) {}

    /**
     * @param publicKey of whoever is to have signed it, X.509 in Base64
     * @throws EvidenceException naming the file that is missing, added, altered or not a plain file
     */
    static Verified read(Path directory, String publicKey) throws IOException {
        Path manifestFile = directory.resolve(PackManifest.FILE);
        PackManifest manifest = PackManifest.read(manifestFile.toString(), manifestBytes(manifestFile), publicKey);
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
            files.put(entry.getKey(), read(directory, entry.getKey(), entry.getValue()));
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String name = directory
                        .relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                if (!files.containsKey(name) && !name.equals(PackManifest.FILE)) {
                    throw new EvidenceException(name + " is not in the pack's manifest; expected no other file");
                }
            }
        }
        return new Verified(manifest, files);
    }

    /** Of a file that nobody has vouched for yet. */
    private static byte[] manifestBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST_MANIFEST + 1);
            if (bytes.length > LARGEST_MANIFEST) {
                throw new EvidenceException(
                        file + " has more than " + LARGEST_MANIFEST + " bytes; expected the manifest of a pack");
            }
            return bytes;
        }
    }

    private static byte[] read(Path directory, String name, String sha256) throws IOException {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory.normalize())
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !file.toRealPath().startsWith(directory.toRealPath())) {
            throw new EvidenceException(
                    name + " is missing or no plain file; expected it as the pack's manifest lists it");
        }
        byte[] bytes = Files.readAllBytes(file);
        String found = Sha256.hex(bytes);
        if (!found.equals(sha256)) {
            throw new EvidenceException(name + " was altered: its SHA-256 is " + found + "; expected " + sha256
                    + ", as the pack's manifest lists it");
        }
        return bytes;
    }
}
