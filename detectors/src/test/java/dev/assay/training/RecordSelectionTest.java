package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSelectionTest {

    private final Path directory;

    RecordSelectionTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldCapEverySubsetAndLabel() throws IOException {
        List<LabelledRecord> records = select(lines());
        assertThat(records)
                .filteredOn(record -> record.subset().equals("pairs"))
                .hasSize(2 * 7);
        assertThat(records)
                .filteredOn(record -> record.label() == Label.UNLABELLED)
                .hasSize(11);
        assertThat(records).filteredOn(record -> record.subset().equals("few")).hasSize(3);
    }

    @Test
    void shouldChooseBothHalvesOfAPair() throws IOException {
        List<LabelledRecord> pairs = select(lines()).stream()
                .filter(record -> record.subset().equals("pairs"))
                .toList();
        assertThat(pairs)
                .filteredOn(record -> record.label() == Label.POSITIVE)
                .extracting(LabelledRecord::group)
                .containsExactlyInAnyOrderElementsOf(pairs.stream()
                        .filter(record -> record.label() == Label.NEGATIVE)
                        .map(LabelledRecord::group)
                        .toList());
    }

    @Test
    void shouldNotDependOnTheOrderOfLines() throws IOException {
        // Given
        List<String> shuffled = lines();
        Collections.shuffle(shuffled, new Random(4));

        // Then
        assertThat(select(shuffled)).isEqualTo(select(lines()));
    }

    @Test
    void shouldPutTheRecordsOfAnotherDirectoryBehindTheRest() throws IOException {
        // Given
        Path more = Files.createDirectory(directory.resolve("more"));
        Path first = Files.write(directory.resolve("data.jsonl"), lines());
        Path second = Files.write(
                more.resolve("data.jsonl"), List.of(line("x", "1", "new", "x"), line("y", "0", "new", "y")));

        // When
        List<LabelledRecord> records = selectFrom(List.of(first, second));

        // Then
        List<LabelledRecord> before = select(lines());
        assertThat(records).startsWith(before.toArray(LabelledRecord[]::new)).hasSize(before.size() + 2);
    }

    private List<LabelledRecord> select(List<String> lines) throws IOException {
        return selectFrom(List.of(Files.write(directory.resolve("data.jsonl"), lines)));
    }

    private static List<LabelledRecord> selectFrom(List<Path> files) throws IOException {
        HookPoint hook = new HookPoint(0);
        HarvestOptions options = new HarvestOptions(List.of(hook), hook, 7, 11, 1, 1, 1, 1, 5);
        return new RecordSelection(options).select(files, Progress.SILENT);
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(line("p" + i, "1", "pairs", "pair" + i));
            lines.add(line("n" + i, "0", "pairs", "pair" + i));
            lines.add(line("u" + i, "null", "pool", "u" + i));
        }
        for (int i = 0; i < 3; i++) {
            lines.add(line("f" + i, "1", "few", "f" + i));
        }
        return lines;
    }

    private static String line(String id, String label, String subset, String group) {
        return "{\"id\":\"" + id + "\",\"category\":\"scam\",\"label\":" + label + ",\"subset\":\"" + subset
                + "\",\"group\":\"" + group + "\",\"messages\":[]}";
    }
}
