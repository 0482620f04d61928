package dev.assay.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSampleTest {

    private final Path file;

    RecordSampleTest(@TempDir Path directory) throws IOException {
        this.file = Files.write(
                directory.resolve("data.jsonl"),
                IntStream.range(0, 60)
                        .mapToObj(
                                i -> "{\"id\":\"" + i + "\",\"category\":\"scam\",\"label\":" + i % 2 + ",\"subset\":\""
                                        + (i < 50 ? "many" : "few")
                                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                        .toList());
    }

    @Test
    void shouldDrawSoManyOfEachSourceAndLabel() throws IOException {
        // When
        List<String> drawn = ids(new RecordSample(8, 1));

        // Then 8 of each label of the large source, all 5 of each label of the small one
        assertThat(drawn).hasSize(26).doesNotHaveDuplicates();
        assertThat(drawn.stream().filter(id -> Integer.parseInt(id) < 50)).hasSize(16);
        assertThat(drawn.stream().filter(id -> Integer.parseInt(id) % 2 == 1)).hasSize(13);
    }

    @Test
    void shouldDrawTheSameForTheSameSeedAndOthersForAnother() throws IOException {
        assertThat(ids(new RecordSample(8, 1))).isEqualTo(ids(new RecordSample(8, 1)));
        assertThat(ids(new RecordSample(8, 1))).isNotEqualTo(ids(new RecordSample(8, 2)));
    }

    @Test
    void shouldTakeAllInTheirOrder() throws IOException {
        assertThat(ids(RecordSample.ALL))
                .isEqualTo(IntStream.range(0, 60).mapToObj(Integer::toString).toList());
    }

    @Test
    void shouldDrawRecordsFromTheWholeFileAlike() throws IOException {
        // Given the share of draws in which a record of the first half of the large source is taken
        int early = 0;
        int all = 0;
        for (long seed = 0; seed < 200; seed++) {
            for (String id : ids(new RecordSample(5, seed))) {
                early += Integer.parseInt(id) < 25 ? 1 : 0;
                all += Integer.parseInt(id) < 50 ? 1 : 0;
            }
        }

        // Then
        assertThat((double) early / all).as("seeds 0 to 199").isBetween(0.45, 0.55);
    }

    @Test
    void shouldRefuseAnEmptySample() {
        assertThatThrownBy(() -> new RecordSample(0, 1)).hasMessage("perSource is 0; expected at least 1");
    }

    private List<String> ids(RecordSample sample) throws IOException {
        List<String> ids = new ArrayList<>();
        LabelledFile.open(file, sample, record -> true).forEach(Progress.SILENT, record -> ids.add(record.id()));
        return ids;
    }
}
