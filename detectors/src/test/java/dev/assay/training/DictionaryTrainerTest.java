package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.dictionary.Dictionary;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DictionaryTrainerTest {

    private static final HookPoint HOOK = new HookPoint(2);
    private static final PlantedRows ROWS = new PlantedRows(20_000, 16, 48, 3, 9);
    private static final int HELD_OUT = 1000;

    private final Path directory;

    DictionaryTrainerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldReconstructASparseModelFarBetterThanTheMean() throws IOException {
        // When
        DictionaryTrainer.Result result =
                trainer(Progress.SILENT).train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct());

        // Then
        assertThat(result.measurement().fidelity().explainedVariance()).isGreaterThan(0.7);
        assertThat(result.measurement().fidelity().meanL0()).isBetween(2.0, 6.0);
        assertThat(result.measurement().fidelity().tokens()).isEqualTo(HELD_OUT);
        assertThat(result.measurement().deadShare()).isLessThan(0.5);
        assertThat(result.dictionary().hook()).isEqualTo(HOOK);
    }

    @ParameterizedTest
    @EnumSource(DictionaryKind.class)
    void shouldBeAsSparseAsAskedForWhateverItsKind(DictionaryKind kind) throws IOException {
        // When
        DictionaryTrainer.Result result = new DictionaryTrainer(options(kind), checkpoint(), Progress.SILENT)
                .train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct());

        // Then it is, and a price, which shrinks what it leaves, costs more fidelity than a number does
        double least = kind == DictionaryKind.RELU_L1 ? 0.25 : 0.7;
        assertThat(result.measurement().fidelity().meanL0()).isBetween(3.5, 4.5);
        assertThat(result.measurement().fidelity().explainedVariance()).isGreaterThan(least);
    }

    @Test
    void shouldGiveTheSameDictionaryAfterAnInterruption() throws IOException {
        // Given
        Dictionary undisturbed = trainer(Progress.SILENT)
                .train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct())
                .dictionary();
        Files.delete(checkpoint());

        // When the run is killed between two checkpoints, and started again
        DictionaryTrainer killed = trainer((stage, done, total) -> {
            if (done >= total / 2) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> killed.train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct()))
                .hasMessage("killed");
        Dictionary resumed = trainer(Progress.SILENT)
                .train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct())
                .dictionary();

        // Then
        assertThat(resumed.encoderWeight()).isEqualTo(undisturbed.encoderWeight());
        assertThat(resumed.decoderWeight()).isEqualTo(undisturbed.decoderWeight());
        assertThat(resumed.decoderBias()).isEqualTo(undisturbed.decoderBias());
    }

    @Test
    void shouldNotResumeTheCheckpointOfOtherData() throws IOException {
        // Given a finished training of one source
        trainer(Progress.SILENT).train(ROWS, HELD_OUT, HOOK, "planted", new PlainProduct());

        // When another source is trained
        int[] updates = new int[1];
        trainer((stage, done, total) -> updates[0]++).train(ROWS, HELD_OUT, HOOK, "other", new PlainProduct());

        // Then it is trained from the start
        assertThat(updates[0]).isGreaterThan(options(DictionaryKind.BATCH_TOP_K).steps());
    }

    @Test
    void shouldRefuseTooFewTokens() {
        PlantedRows few = new PlantedRows(100, 16, 48, 3, 9);
        assertThatThrownBy(() -> trainer(Progress.SILENT).train(few, 10, HOOK, "few", new PlainProduct()))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "there are 100 harvested tokens, 10 of them held out; expected at least a batch of 256 to train"
                                + " on and one to measure on. Harvest more records");
    }

    private DictionaryTrainer trainer(Progress progress) {
        return new DictionaryTrainer(options(DictionaryKind.BATCH_TOP_K), checkpoint(), progress);
    }

    private static DictionaryOptions options(DictionaryKind kind) {
        return new DictionaryOptions(64, 4, 256, 100_000, 5e-3, 0.05, 0.3, 8, 1.0 / 32, 10_000, 50, 1, kind);
    }

    private Path checkpoint() {
        return directory.resolve("dictionary.checkpoint");
    }
}
