package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.catalogue.Probe;
import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Evidence;
import dev.assay.detector.FeatureColumn;
import dev.assay.detector.Outcome;
import dev.assay.detector.Span;
import dev.assay.detector.Verdict;
import dev.assay.engine.Djl;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.graph.Head;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.ReaderModel;
import dev.assay.reader.TurnScores;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with the reader that it names, on real text. */
class BundleReadingTest {

    private static final Offset<Float> CLOSE = Offset.offset(2e-4f);
    private static final String TEXT = "Your parcel is held 📦. Pay the small customs fee today, or it goes back!";
    private static final Prompt PROMPT =
            new Prompt(List.of(new Message(Role.ASSISTANT, "Hello, how can I help?")), new Message(Role.USER, TEXT));

    @BeforeAll
    static void stayOffline() {
        Djl.offline();
    }

    @Test
    void shouldScoreEveryTokenAsProbesAndDictionaryDoOnTheResidualStream(@TempDir Path directory) {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory));
        try (ReaderModel model = ReaderModel.load(bundle.reader(), null)) {
            bundle.requireLayers(model.layers());

            // When
            TurnScores fused = read(model, bundle.head());
            TurnScores residuals = read(model, Head.residuals(List.of(TinyBundle.HOOK), TinyBundle.D_MODEL));

            // Then
            float[] residual = new float[TinyBundle.D_MODEL];
            float[] features = new float[TinyBundle.FEATURES];
            assertThat(fused.tokens().size()).isGreaterThan(10);
            for (int token = 0; token < fused.tokens().size(); token++) {
                residuals.copyRow(token, residual, 0);
                bundle.dictionary().encode(residual, 0, features);
                for (int column = 0; column < TinyBundle.DETECTORS.size(); column++) {
                    assertThat(fused.score(token, column))
                            .isCloseTo(logit(bundle.catalogue().probes().get(column), residual), CLOSE);
                }
                for (FeatureColumn feature : bundle.features()) {
                    assertThat(fused.score(token, feature.column()))
                            .isCloseTo(features[feature.entry().feature()], CLOSE);
                }
            }
        }
    }

    @Test
    void shouldPointIntoTheTextItFlags(@TempDir Path directory) {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory));
        try (ReaderModel model = ReaderModel.load(bundle.reader(), null)) {
            TurnScores scores = read(model, bundle.head());

            // When
            List<Verdict> verdicts = bundle.detectors().stream()
                    .map(detector -> detector.assess(Role.USER, scores, ConversationMemory.EMPTY)
                            .verdict())
                    .toList();

            // Then
            assertThat(verdicts).extracting(Verdict::outcome).contains(Outcome.FLAGGED);
            for (Verdict verdict : verdicts) {
                if (verdict.outcome() == Outcome.CLEAR) {
                    assertThat(verdict.evidence()).isEqualTo(Evidence.NONE);
                    continue;
                }
                assertThat(verdict.evidence().spans()).isNotEmpty();
                for (Span span : verdict.evidence().spans()) {
                    assertThat(span.end()).isLessThanOrEqualTo(TEXT.length());
                    assertThat(span.start() == 0 || !insideWord(span.start())).isTrue();
                    assertThat(span.end() == TEXT.length() || !insideWord(span.end()))
                            .isTrue();
                }
            }
        }
    }

    private static boolean insideWord(int at) {
        return Character.isLetter(TEXT.charAt(at - 1)) && Character.isLetter(TEXT.charAt(at));
    }

    private static float logit(Probe probe, float[] residual) {
        double logit = probe.bias();
        float[] weight = probe.weight();
        for (int i = 0; i < residual.length; i++) {
            logit += (double) weight[i] * residual[i];
        }
        return (float) logit;
    }

    private static TurnScores read(ReaderModel model, Head head) {
        try (Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(head), EngineOptions.DEFAULT);
                BatchedReader reader = new BatchedReader(model, engine, BatchingOptions.cpu(), stats -> {})) {
            return reader.read(PROMPT).join();
        }
    }
}
