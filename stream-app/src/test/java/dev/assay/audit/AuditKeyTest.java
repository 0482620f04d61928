package dev.assay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditKeyTest {

    private static final byte[] TEXT = "what was signed".getBytes(UTF_8);

    @Test
    void shouldSignWithTheKeyThatWasKept(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("audit.key");
        AuditKey made = AuditKey.generate(file);

        // When
        Signature signature = AuditKey.load(file).sign(TEXT);

        // Then
        assertThat(signature.publicKey()).isEqualTo(made.publicKey());
        assertThat(signature.covers(TEXT)).isTrue();
        assertThat(signature.covers("what was not signed".getBytes(UTF_8))).isFalse();
        assertThat(AuditKey.publicKey(AuditKey.publicFile(file))).isEqualTo(made.publicKey());
        assertThat(AuditKey.publicFile(file)).content().doesNotContain("PRIVATE");
    }

    @Test
    void shouldLetOnlyTheOwnerReadIt(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("audit.key");

        // When
        AuditKey.generate(file);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> AuditKey.generate(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void shouldTakeNoOtherSignature(@TempDir Path directory) throws IOException {
        // Given
        Signature one = AuditKey.generate(directory.resolve("one")).sign(TEXT);
        Signature other = AuditKey.generate(directory.resolve("other")).sign(TEXT);

        // When, Then
        assertThat(new Signature(one.publicKey(), other.value()).covers(TEXT)).isFalse();
        assertThat(new Signature(one.publicKey(), "no Base64!").covers(TEXT)).isFalse();
        assertThat(new Signature("AAAA", one.value()).covers(TEXT)).isFalse();
    }

    @Test
    void shouldSayThatAFileIsNoKey(@TempDir Path directory) throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("audit.key"), "secret");
        Path halves = directory.resolve("halves");
        AuditKey.generate(directory.resolve("one"));
        AuditKey.generate(directory.resolve("other"));
        String mixed = Files.readString(directory.resolve("one")).replaceAll("(?s)-----BEGIN PUBLIC.*", "")
                + Files.readString(directory.resolve("other.pub"));
        Files.writeString(halves, mixed);

        // When, Then
        assertThatThrownBy(() -> AuditKey.load(file))
                .isInstanceOf(AuditException.class)
                .hasMessage(file + " is no audit key; expected a file made by assay audit keygen");
        assertThatThrownBy(() -> AuditKey.load(halves)).isInstanceOf(AuditException.class);
    }
}
