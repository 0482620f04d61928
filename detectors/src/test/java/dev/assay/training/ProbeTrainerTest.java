package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import dev.assay.detector.Mode;
import dev.assay.detector.Severity;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.WordReader;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTrainerTest {

    private static final int D_MODEL = 6;
    private static final HookPoint BLIND = new HookPoint(1);
    private static final HookPoint SEEING = new HookPoint(4);
    private static final DetectorPlan PLAN =
            new DetectorPlan("scam", "scam", Severity.HIGH, Mode.ACTIVE, Set.of(Role.USER), List.of("left-out"));

    private final Path directory;

    ProbeTrainerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldChooseTheHookThatTransfersAndFindItsDirection() throws IOException {
        // Given a word that shows along the first direction, at the second hook only
        Harvested harvested = harvest(records());

        // When
        TrainedProbe trained = trainer(harvested).train(PLAN);

        // Then
        assertThat(trained.probe().hook()).isEqualTo(SEEING);
        float[] weight = trained.probe().weight();
        for (int i = 1; i < D_MODEL; i++) {
            assertThat(Math.abs(weight[i])).as("weight %d", i).isLessThan(weight[0] / 2);
        }
        assertThat(trained.meanTransfer()).isGreaterThan(0.9);
        assertThat(trained.transfer())
                .extracting(TransferScore::subset)
                .containsExactlyInAnyOrder("calls", "letters", "none", "pool");
    }

    @Test
    void shouldScoreEveryRecordOutOfFold() throws IOException {
        // Given
        Harvested harvested = harvest(records());

        // When
        List<ScoredRecord> scored = trainer(harvested).train(PLAN).outOfFold();

        // Then each once, but not those left out
        assertThat(scored).hasSize(Example.of(harvested, PLAN).size());
        assertThat(scored).extracting(record -> record.example().record()).doesNotHaveDuplicates();
        assertThat(scored).noneMatch(record -> record.example().subset().equals("left-out"));
        assertThat(scored).anyMatch(record -> record.example().general());
    }

    @Test
    void shouldRefuseACategoryOfOneLabel() throws IOException {
        Harvested harvested = harvest(records().stream()
                .filter(record -> record.label() != Label.NEGATIVE)
                .toList());
        assertThatThrownBy(() -> trainer(harvested).train(PLAN))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("0 negative records");
    }

    private ProbeTrainer trainer(Harvested harvested) {
        ProbeOptions options =
                new ProbeOptions(List.of(BLIND, SEEING), List.of(0.001, 0.1), 3, 100, 4, 0.3, 1, 0, 0, 1);
        return new ProbeTrainer(harvested, options, Progress.SILENT);
    }

    private Harvested harvest(List<LabelledRecord> records) throws IOException {
        HarvestOptions options = new HarvestOptions(List.of(BLIND, SEEING), SEEING, 1000, 1000, 4, 100, 1000, 2, 1);
        WordReader reader = new WordReader(2 * D_MODEL, ProbeTrainerTest::residual, Runnable::run);
        return new Harvest(options, D_MODEL, directory, Progress.SILENT).run(records, reader);
    }

    private static float[] residual(String word, int position) {
        Random random = new Random(word.hashCode() * 31L + position);
        float[] residual = new float[2 * D_MODEL];
        for (int i = 0; i < residual.length; i++) {
            residual[i] = (float) random.nextGaussian();
        }
        residual[D_MODEL] += word.startsWith("bad") ? 4 : 0;
        return residual;
    }

    private static List<LabelledRecord> records() {
        List<LabelledRecord> records = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            records.add(record("calls" + i, "calls", i % 2 == 0 ? Label.POSITIVE : Label.NEGATIVE));
            records.add(record("letters" + i, "letters", i % 2 == 0 ? Label.POSITIVE : Label.NEGATIVE));
            records.add(record("none" + i, "none", Label.NEGATIVE));
            records.add(record("pool" + i, "pool", Label.UNLABELLED));
            records.add(record("left-out" + i, "left-out", Label.NEGATIVE));
        }
        return records;
    }

    private static LabelledRecord record(String id, String subset, Label label) {
        String word = label == Label.POSITIVE ? "bad" : "good";
        String text = word + id + " is " + id + " and " + word + "x" + id;
        return new LabelledRecord(id, "o/r:p", "MIT", "scam", label, subset, id, List.of(new Message(Role.USER, text)));
    }
}
