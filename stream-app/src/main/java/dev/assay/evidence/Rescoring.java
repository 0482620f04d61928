package dev.assay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bundle.Bundle;
import dev.assay.chat.Prompt;
import dev.assay.config.Config;
import dev.assay.detector.Verdict;
import dev.assay.intake.InputLimits;
import dev.assay.intake.JsonInputParser;
import dev.assay.intake.Rejection;
import dev.assay.offline.FileScorer;
import dev.assay.offline.JsonResults;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.Turn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Judges the turns of a pack as {@code assay score} does, and keeps what the reader showed of the last one. Used once.
 *
 * <p>Not thread-safe.
 */
final class Rescoring implements FileScorer.Results {

    private final LastReading reader;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final JsonResults json;
    private @Nullable Turn turn;
    private List<Verdict> verdicts = List.of();

    private Rescoring(Bundle bundle, Reader reader) throws IOException {
        this.reader = new LastReading(reader);
        this.json = new JsonResults(lines, bundle.digest(), bundle.detectors());
    }

    /**
     * What came out.
     *
     * @param lines as {@code assay score} writes them
     * @param turn the last one
     * @param verdicts on it, in the bundle's order
     * @param scores of its tokens
     */
    record Result(String lines, Turn turn, List<Verdict> verdicts, TurnScores scores) {}

    /**
     * @param input a turn on each line
     * @throws EvidenceException if the last turn was not judged
     */
    static Result of(Config config, Bundle bundle, Reader reader, List<byte[]> input) throws IOException {
        Rescoring rescoring = new Rescoring(bundle, reader);
        FileScorer scorer =
                new FileScorer(config, new JsonInputParser(InputLimits.of(config)), bundle, rescoring.reader);
        long line = 0;
        for (byte[] record : input) {
            line++;
            rescoring.turn = null;
            scorer.add(line, record, rescoring);
            scorer.finish(rescoring);
        }
        rescoring.json.close();
        Turn last = rescoring.turn;
        CompletableFuture<TurnScores> scores = rescoring.reader.last;
        if (last == null || scores == null) {
            throw new EvidenceException(
                    "the last of " + line + " turns has no verdict: it was rejected, or is taken for a "
                            + "duplicate; nothing can be compared");
        }
        return new Result(rescoring.lines.toString(UTF_8), last, rescoring.verdicts, scores.join());
    }

    @Override
    public void judged(long line, Turn judged, int tokens, List<Verdict> all) throws IOException {
        json.judged(line, judged, tokens, all);
        turn = judged;
        verdicts = new ArrayList<>(all);
    }

    @Override
    public void duplicate(long line, Turn seen) throws IOException {
        json.duplicate(line, seen);
    }

    @Override
    public void rejected(long line, Rejection rejection) throws IOException {
        json.rejected(line, rejection);
    }

    @Override
    public void unread(long line, Turn failed, UnreadableTurnException failure) throws IOException {
        json.unread(line, failed, failure);
    }

    /** Remembers the last reading. Not thread-safe, unlike other readers. */
    private static final class LastReading implements Reader {

        private final Reader reader;
        private @Nullable CompletableFuture<TurnScores> last;

        LastReading(Reader reader) {
            this.reader = reader;
        }

        @Override
        public CompletableFuture<TurnScores> read(Prompt prompt) {
            CompletableFuture<TurnScores> reading = reader.read(prompt);
            last = reading;
            return reading;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
