package dev.assay.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHeadsTest {

    @Test
    void shouldBeReadAsTheyAreWritten(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("seen.json");
        KnownHeads heads =
                new KnownHeads(List.of(new KnownHeads.Head(new TopicPartition("alerts", 1), 4, 17, "ab".repeat(32))));

        // When
        heads.write(file);

        // Then
        assertThat(KnownHeads.read(file)).isEqualTo(heads);
        assertThat(KnownHeads.read(directory.resolve("none"))).isEqualTo(KnownHeads.NONE);
    }

    @Test
    void shouldNotTakeAnotherFileForNothing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("seen.json"), "{}");
        assertThatThrownBy(() -> KnownHeads.read(file))
                .isInstanceOf(AuditException.class)
                .hasMessageEndingWith("as assay audit verify --remember writes it");
    }
}
