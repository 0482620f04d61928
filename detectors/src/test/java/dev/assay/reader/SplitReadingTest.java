package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitReadingTest {

    private static final HookPoint HOOK = new HookPoint(1);
    private static final HookPoint DEEPER = new HookPoint(3);
    private static final int D_MODEL = DefaultReader.SPEC.dModel();
    private static final List<Prompt> PROMPTS = List.of(
            new Prompt(List.of(), new Message(Role.USER, "Where does the train to the coast leave?")),
            new Prompt(
                    List.of(new Message(Role.USER, "Where does the train to the coast leave?")),
                    new Message(Role.ASSISTANT, "From platform four, at nine.")));

    @Test
    void shouldReadOnFromTheSameResidualsAsTheWholeReaderReads() {
        // Given
        ReaderModel model = RealReader.model();
        Head deeper = Head.residuals(List.of(DEEPER), D_MODEL);
        SplitReading reading = new SplitReading(model, HOOK, PROMPTS);

        // When
        float[] resumed = reading.resume(reading.residuals(), deeper);

        // Then the rows of each turn are those of a reader that was never split
        BatchingOptions batching = new BatchingOptions(1, 512, 8);
        try (Engine engine = Engines.open(EngineChoice.ONNXRUNTIME, model.fuse(deeper), EngineOptions.DEFAULT);
                Reader whole = new BatchedReader(model, engine, batching, BatchListener.NONE)) {
            for (int turn = 0; turn < PROMPTS.size(); turn++) {
                TurnScores expected = whole.read(PROMPTS.get(turn)).join();
                int[] positions = reading.turn(turn);
                assertThat(positions).hasSize(expected.tokens().size());
                for (int token = 0; token < positions.length; token++) {
                    for (int i = 0; i < D_MODEL; i++) {
                        assertThat(resumed[positions[token] * D_MODEL + i])
                                .as("turn %d, token %d, element %d", turn, token, i)
                                .isCloseTo(expected.score(token, i), within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void shouldTellTextFromControlTokens() {
        // Given
        SplitReading reading = new SplitReading(RealReader.model(), HOOK, PROMPTS);

        // Then the first window is start, the turn, separator
        int[] first = reading.turn(0);
        assertThat(first[0]).isEqualTo(1);
        assertThat(reading.isText(0)).isFalse();
        assertThat(Arrays.stream(first).allMatch(reading::isText)).isTrue();
        assertThat(reading.isText(first[first.length - 1] + 1)).isFalse();
        assertThat(reading.isText(reading.positions() - 1)).isFalse();
    }

    @Test
    void shouldRefuseResidualsOfOtherPositions() {
        SplitReading reading = new SplitReading(RealReader.model(), HOOK, PROMPTS.subList(0, 1));
        assertThatThrownBy(() -> reading.resume(new float[D_MODEL], Head.residuals(List.of(DEEPER), D_MODEL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("residuals have 384 elements; expected " + reading.positions() + " positions x 384");
    }
}
