package dev.assay.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.detector.Evidence;
import dev.assay.detector.Verdict;
import dev.assay.evaluation.backtest.RecordedScore;
import dev.assay.schemas.Activations;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Decision;
import dev.assay.schemas.DetectorScore;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedScoresTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Path directory;

    RecordedScoresTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldReadActivationsAndJoinTheLatestDecision() throws IOException {
        // Given three turns of which the second abstained, and two decisions on the first
        Path activations = file(
                "activations.jsonl",
                activations("0", Outcome.FLAGGED, 0.9),
                activations("1", Outcome.ABSTAINED, 0),
                activations("2", Outcome.CLEAR, 0.2),
                activations("2", Outcome.CLEAR, 0.2));
        Path dispositions = file(
                "dispositions.jsonl",
                disposition("0", Decision.REJECTED, NOON.plusSeconds(9)),
                disposition("0", Decision.CONFIRMED, NOON),
                disposition("2", Decision.UNSURE, NOON));
        RecordedScores scores = new RecordedScores("digest");

        // When
        scores.addDispositions(dispositions);
        scores.add(activations);

        // Then
        assertThat(scores.of("scam"))
                .containsExactly(
                        new RecordedScore("chat", "0", NOON, 0.9, false),
                        new RecordedScore("chat", "2", NOON, 0.2, null));
        assertThat(scores.of("other")).isEmpty();
    }

    @Test
    void shouldReadWhatScoreWrites() throws IOException {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory.resolve("bundle")));
        Turn turn = new Turn("chat", "5", Role.USER, "text", NOON, null, null, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonResults results = new JsonResults(bytes, bundle.digest(), bundle.detectors())) {
            results.judged(
                    1,
                    turn,
                    7,
                    bundle.detectors().stream()
                            .map(detector -> new Verdict(
                                    detector.spec().id(),
                                    dev.assay.detector.Outcome.CLEAR,
                                    dev.assay.detector.Scope.TURN,
                                    0.25,
                                    0.25,
                                    0.1,
                                    Evidence.NONE))
                            .toList());
            results.duplicate(2, turn);
        }
        RecordedScores scores = new RecordedScores(bundle.digest());

        // When
        scores.add(Files.write(directory.resolve("scored.jsonl"), bytes.toByteArray()));

        // Then
        assertThat(scores.of("scam"))
                .containsExactly(new RecordedScore(turn.conversationId(), turn.turnId(), null, 0.25, null));
    }

    @Test
    void shouldRefuseScoresOfAnotherBundle() throws IOException {
        Path file = file("activations.jsonl", activations("0", Outcome.CLEAR, 0.1));
        assertThatThrownBy(() -> new RecordedScores("another").add(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "activations.jsonl line 1 has scores of bundle digest; expected another, the bundle in use");
    }

    @Test
    void shouldNameTheLineThatIsNoRecordedScoreWithoutQuotingIt() throws IOException {
        Path file = file("x.jsonl", activations("0", Outcome.CLEAR, 0.1), "{\"text\": \"secret words\"}");
        assertThatThrownBy(() -> new RecordedScores("digest").add(file))
                .hasMessageStartingWith("x.jsonl line 2 has neither detectors nor verdicts")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new RecordedScores("digest").addDispositions(file))
                .hasMessageStartingWith("x.jsonl line 1 is not a disposition");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private static String activations(String turn, Outcome outcome, double score) {
        return json(
                Activations.class,
                new Activations(
                        "chat",
                        turn,
                        Role.USER,
                        NOON,
                        new Source("assay.turns", 0, 1, 0),
                        "digest",
                        null,
                        null,
                        12,
                        List.of(new DetectorScore("scam", outcome, score, score, 0)),
                        List.of()));
    }

    private static String disposition(String turn, Decision decision, Instant when) {
        return json(
                Disposition.class,
                new Disposition(Alert.id("chat", turn, "scam", "digest"), decision, "r1", when, "scam", null));
    }

    private static <T extends Record> String json(Class<T> type, T value) {
        return new String(new JsonCodec<>(RecordMapper.of(type, Schemas.of(type))).encode(value), UTF_8);
    }
}
