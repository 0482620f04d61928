package dev.assay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditKey;
import dev.assay.audit.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackDirectoryTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadWhatItWrote() throws IOException {
        // Given
        AuditKey key = packed("bundle/file");
        // When, Then
        assertThat(read(key).files().get("bundle/file")).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside/file", "./../outside/file"})
    void shouldReadNothingOutsideThePack(String name) throws IOException {
        // Given a manifest that was signed
        AuditKey key = packed(name);
        // When, Then
        assertThatThrownBy(() -> read(key))
                .isInstanceOf(EvidenceException.class)
                .hasMessageStartingWith(name + " is missing or no plain file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle", "bundle/file"})
    void shouldFollowNoLinkOutOfThePack(String link) throws IOException {
        // Given the same file elsewhere
        AuditKey key = packed("bundle/file");
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(pack().resolve(link), elsewhere);
        Files.createSymbolicLink(pack().resolve(link), elsewhere);
        // When, Then
        assertThatThrownBy(() -> read(key))
                .isInstanceOf(EvidenceException.class)
                .hasMessageStartingWith("bundle/file is missing or no plain file");
    }

    @Test
    void shouldRefuseAHugeManifestWithoutReadingItWhole() throws IOException {
        // Given
        AuditKey key = packed("bundle/file");
        try (RandomAccessFile file =
                new RandomAccessFile(pack().resolve(PackManifest.FILE).toFile(), "rw")) {
            file.setLength(1L << 33); // sparse
        }
        // When, Then
        assertThatThrownBy(() -> read(key))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("has more than 1048576 bytes; expected the manifest of a pack");
    }

    @Test
    void shouldNotFollowALinkForTheManifest() throws IOException {
        // Given
        AuditKey key = packed("bundle/file");
        Files.delete(pack().resolve(PackManifest.FILE));
        Files.createSymbolicLink(pack().resolve(PackManifest.FILE), Path.of("/dev/zero"));
        // When, Then
        assertThatThrownBy(() -> read(key)).isInstanceOf(IOException.class);
    }

    private AuditKey packed(String name) throws IOException {
        AuditKey key = AuditKey.generate(directory.resolve("key"));
        SortedMap<String, String> digests = new TreeMap<>(Map.of(name, Sha256.hex(CONTENT)));
        PackManifest manifest =
                new PackManifest("alert", Instant.parse("2026-01-01T00:00:00Z"), "0.1.0", true, digests);
        SortedMap<String, byte[]> files = new TreeMap<>(Map.of(name, CONTENT));
        files.put(PackManifest.FILE, manifest.signed(key));
        PackDirectory.write(pack(), files);
        return key;
    }

    private PackDirectory.Verified read(AuditKey key) throws IOException {
        return PackDirectory.read(pack(), key.publicKey());
    }

    private Path pack() {
        return directory.resolve("pack");
    }
}
