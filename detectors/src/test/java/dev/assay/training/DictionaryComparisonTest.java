package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.DefaultReader;
import dev.assay.reader.Reader;
import dev.assay.reader.RealReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryComparisonTest {

    private static final HookPoint HOOK = new HookPoint(0);
    private static final String[] WORDS =
            "the train to the coast leaves at nine and takes two hours please send your code for the parcel".split(" ");

    private final Path directory;

    DictionaryComparisonTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldMeasureEveryKindAlike() throws IOException {
        // Given
        harvest(560);

        // When
        DictionaryComparison.Result result = new DictionaryComparison(options(), Progress.SILENT).run();
        List<Path> pages =
                ComparisonPage.write(options(), result, "./assay dictionary compare", directory.resolve("report"));

        // Then
        assertThat(result.dictionaries())
                .extracting(one -> one.kind().label() + " " + one.size())
                .containsExactly("BatchTopK 64", "TopK 64", "ReLU + L1 64");
        assertThat(result.dictionaries()).allSatisfy(one -> {
            assertThat(one.recovered()).isBetween(-1.0, 1.0);
            assertThat(one.measurement().fidelity().explainedVariance()).isLessThan(1);
        });
        assertThat(result.dictionaries())
                .filteredOn(one -> one.kind() == DictionaryKind.TOP_K)
                .allSatisfy(one -> {
                    assertThat(one.measurement().fidelity().meanL0()).isBetween(4.0, 8.0);
                    assertThat(one.recovered()).isPositive();
                });

        // Then there are a page and plots of both kinds
        assertThat(Files.readString(pages.get(0)))
                .contains("| BatchTopK | 64 |", "![Loss recovered](dictionary/loss-recovered.svg)");
        assertThat(directory.resolve("report/dictionary/l0.svg")).exists();
        byte[] png = Files.readAllBytes(directory.resolve("report/dictionary/l0.png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(640);
    }

    @Test
    void shouldRefuseADirectoryWithoutAHarvest() throws IOException {
        Files.createDirectories(directory.resolve("harvest"));
        assertThatThrownBy(() -> new DictionaryComparison(options(), Progress.SILENT).run())
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "harvest " + directory.resolve("harvest") + " has 0 finished parts; expected at least 2. It is"
                                + " the directory harvest-... in the work directory of a training");
    }

    private void harvest(int records) throws IOException {
        HarvestOptions options = new HarvestOptions(List.of(HOOK), HOOK, 1000, 1000, 4, 200, 1000, 50, 1);
        Head head = Head.residuals(List.of(HOOK), DefaultReader.SPEC.dModel());
        BatchingOptions batching = new BatchingOptions(2, 512, 8);
        try (Engine engine = Engines.open(
                        EngineChoice.ONNXRUNTIME, RealReader.model().fuse(head), EngineOptions.DEFAULT);
                Reader reader = new BatchedReader(RealReader.model(), engine, batching, BatchListener.NONE)) {
            new Harvest(options, DefaultReader.SPEC.dModel(), directory.resolve("harvest"), Progress.SILENT)
                    .run(sentences(records), reader);
        }
    }

    private static List<LabelledRecord> sentences(int count) {
        Random random = new Random(5);
        List<LabelledRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 16; word++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            records.add(new LabelledRecord(
                    "r" + i,
                    "made here",
                    "made here",
                    "general",
                    Label.UNLABELLED,
                    "made here",
                    "r" + i,
                    List.of(new Message(Role.USER, text.toString()))));
        }
        return records;
    }

    private ComparisonOptions options() throws IOException {
        Path texts = Files.writeString(
                directory.resolve("texts.jsonl"),
                "{\"id\":\"a\",\"category\":\"general\",\"messages\":[{\"role\":\"user\",\"content\":\"When does the train to the"
                        + " coast leave?\"},{\"role\":\"assistant\",\"content\":\"At nine, from the old station.\"}]}\n");
        return new ComparisonOptions(
                directory.resolve("harvest"),
                HOOK,
                DefaultReader.SPEC,
                null,
                List.of(64),
                8,
                20_000,
                1,
                List.of(texts),
                directory.resolve("work"));
    }
}
