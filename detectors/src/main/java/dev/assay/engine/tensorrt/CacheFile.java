package dev.assay.engine.tensorrt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of bytes that may be larger than an array, with the key they belong to. What is stale, cut short or altered by
 * accident reads as absent.
 *
 * <p>Format: {@value #MAGIC} in ASCII, length of the key (4 bytes), the key in UTF-8, length of the contents (8 bytes),
 * SHA-256 of the contents (32 bytes), the contents. Numbers are big-endian.
 */
final class CacheFile {

    private static final Logger log = LoggerFactory.getLogger(CacheFile.class);
    private static final String MAGIC = "ASSAYTRT";
    private static final int LONGEST_KEY = 65_536;
    private static final int PART = 1 << 30; // bytes in one mapping

    private CacheFile() {}

    /** @return the contents in parts, read-only; empty if they are absent, not of this key, or not intact */
    static Optional<List<ByteBuffer>> read(Path file, String key) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(read(channel, key));
        } catch (IOException | IllegalArgumentException e) {
            log.warn("the cache file {} is not used and will be replaced: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Replaces the file at once, so that nobody reads half of it. The directory is made if it is missing. */
    static void write(Path file, String key, List<ByteBuffer> contents) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "unfinished", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                writeFully(channel, header(key, contents));
                for (ByteBuffer part : contents) {
                    writeFully(channel, part.duplicate());
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static ByteBuffer header(String key, List<ByteBuffer> contents) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        long length = contents.stream().mapToLong(ByteBuffer::remaining).sum();
        return ByteBuffer.allocate(MAGIC.length() + Integer.BYTES + keyBytes.length + Long.BYTES + Sha256.BYTES)
                .put(MAGIC.getBytes(StandardCharsets.US_ASCII))
                .putInt(keyBytes.length)
                .put(keyBytes)
                .putLong(length)
                .put(Sha256.of(contents))
                .flip();
    }

    private static List<ByteBuffer> read(FileChannel channel, String key) throws IOException {
        String magic = new String(bytes(channel, MAGIC.length()), StandardCharsets.US_ASCII);
        require(magic.equals(MAGIC), "it does not begin with " + MAGIC);
        int keyLength = ByteBuffer.wrap(bytes(channel, Integer.BYTES)).getInt();
        require(keyLength >= 0 && keyLength <= LONGEST_KEY, "its key is damaged");
        String found = new String(bytes(channel, keyLength), StandardCharsets.UTF_8);
        require(found.equals(key), "it is of another graph, precision, TensorRT or GPU");
        long length = ByteBuffer.wrap(bytes(channel, Long.BYTES)).getLong();
        byte[] digest = bytes(channel, Sha256.BYTES);
        require(length >= 0 && length == channel.size() - channel.position(), "its length is not what it says");
        List<ByteBuffer> parts = new ArrayList<>();
        for (long at = 0; at < length; at += PART) {
            long size = Math.min(PART, length - at);
            parts.add(channel.map(FileChannel.MapMode.READ_ONLY, channel.position() + at, size));
        }
        require(Arrays.equals(digest, Sha256.of(parts)), "its contents were altered");
        return parts;
    }

    private static byte[] bytes(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            require(channel.read(buffer) >= 0, "it is cut short");
        }
        return buffer.array();
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
