package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditException;
import dev.assay.audit.AuditKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedCheckpointTest {

    private static final Checkpoint CHECKPOINT = new Checkpoint(
            new TopicPartition("assay.alerts", 3),
            "Xk2mQyZ0T1a0bGJ9y3s8Rw",
            7,
            "ab".repeat(32),
            120,
            131,
            Instant.parse("2026-11-21T10:00:00.250Z"),
            List.of(
                    new CoveredRecord(120, 1_795_255_200_000L, new RecordDigest(1, 2, 3, -1)),
                    new CoveredRecord(128, 1_795_255_201_500L, new RecordDigest(4, 5, 6, 7))));

    @Test
    void shouldReadTheGoldenFile() throws IOException {
        byte[] golden = golden();
        SignedCheckpoint read = SignedCheckpoint.read("golden", golden);
        assertThat(read.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(new String(read.bytes(), UTF_8)).isEqualTo(new String(golden, UTF_8));
    }

    @Test
    void shouldKeepWhatWasSigned(@TempDir Path directory) throws IOException {
        SignedCheckpoint signed = SignedCheckpoint.of(CHECKPOINT, AuditKey.generate(directory.resolve("key")));
        assertThat(SignedCheckpoint.read("it", signed.bytes())).isEqualTo(signed);
        assertThat(signed.digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void shouldRefuseWhatWasChangedWithoutShowingIt() throws IOException {
        // Given
        String golden = new String(golden(), UTF_8);

        // When, Then
        for (String[] change : new String[][] {
            {"\"to\" : 131", "\"to\" : 132"},
            {"\"sequence\" : 7", "\"sequence\" : 8"},
            {"abab", "abac"},
            {"\"offset\" : 128", "\"offset\" : 127"},
            {"10:00:00.250Z", "10:00:00.251Z"},
            {"\"partition\" : 3", "\"partition\" : 2"}
        }) {
            assertThat(golden).contains(change[0]);
            byte[] changed = golden.replace(change[0], change[1]).getBytes(UTF_8);
            assertThatThrownBy(() -> SignedCheckpoint.read("it", changed))
                    .as(change[1])
                    .isInstanceOf(AuditException.class)
                    .hasMessage("it was changed after it was signed, or its signature was; expected it as it was made");
        }
        for (String nothing : new String[] {
            "",
            "a secret",
            "{\"a\":\"a secret\"}",
            golden.replace("\"topic\"", "\"a secret\" : 1, \"topic\""),
            golden.replace("\"offset\" : 120", "\"offset\" : 119"),
            golden.replaceFirst("\"sha256\" : \"[0-9a-f]*\"", "\"sha256\" : \"a secret\"")
        }) {
            assertThatThrownBy(() -> SignedCheckpoint.read("it", nothing.getBytes(UTF_8)))
                    .isInstanceOf(AuditException.class)
                    .hasMessage("it is no signed checkpoint; expected one that assay audit checkpoint made");
        }
    }

    static byte[] golden() throws IOException {
        try (InputStream in = SignedCheckpointTest.class.getResourceAsStream("checkpoint.v1.json")) {
            return Objects.requireNonNull(in, "checkpoint.v1.json").readAllBytes();
        }
    }
}
