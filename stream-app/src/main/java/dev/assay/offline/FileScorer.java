package dev.assay.offline;

import dev.assay.bundle.Bundle;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Assessment;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.Verdict;
import dev.assay.engine.EngineException;
import dev.assay.intake.InputParser;
import dev.assay.intake.Parsed;
import dev.assay.intake.Rejection;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.state.ConversationContext;
import dev.assay.state.Place;
import dev.assay.state.PromptedTurn;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Scores the records of a file in their order, with the parser, context, reader and detectors of the stream, so that
 * each turn gets the verdicts the stream would give. Not thread-safe.
 *
 * <p>Where the stream forgets a conversation after a time, this forgets the one not seen for longest when there are
 * very many.
 */
public final class FileScorer {

    private static final int MOST_PENDING = 256;
    private static final int MOST_CONVERSATIONS = 50_000;
    private static final int TRIES = 3;

    private final Config config;
    private final InputParser parser;
    private final Reader reader;
    private final List<Detector> detectors;
    private final RecentConversations<ConversationContext> contexts =
            new RecentConversations<>(MOST_CONVERSATIONS, ConversationContext.EMPTY);
    private final RecentConversations<List<ConversationMemory>> memories; // [detectors]
    private final Deque<PendingTurn> pending = new ArrayDeque<>();
    private final int mostCharacters;
    private long pendingCharacters;

    /** Takes what came out, in the order of the input. */
    public interface Results {

        /** @param verdicts one per detector, in the bundle's order */
        void judged(long line, Turn turn, int tokens, List<Verdict> verdicts) throws IOException;

        /** The conversation has had this turn already. */
        void duplicate(long line, Turn turn) throws IOException;

        void rejected(long line, Rejection rejection) throws IOException;

        /** The stream would send the turn to the dead letters: it is neither flagged nor clear. */
        void unread(long line, Turn turn, UnreadableTurnException failure) throws IOException;
    }

    /** A turn that the reader has. */
    private record PendingTurn(long line, Turn turn, Prompt prompt, CompletableFuture<TurnScores> scores) {}

    public FileScorer(Config config, InputParser parser, Bundle bundle, Reader reader) {
        this.config = config;
        this.parser = parser;
        this.reader = reader;
        this.detectors = bundle.detectors();
        this.mostCharacters = config.get(Settings.MAX_IN_FLIGHT_CHARACTERS);
        this.memories = new RecentConversations<>(
                MOST_CONVERSATIONS,
                detectors.stream().map(detector -> ConversationMemory.EMPTY).toList());
    }

    /**
     * @param line number of the record in its file, from 1
     * @throws EngineException if the engine failed; the turn has no verdict then, never a clear one
     */
    public void add(long line, byte[] record, Results results) throws IOException {
        Parsed parsed = parser.parse(record, new Source("file", 0, line, 0), Instant.EPOCH);
        for (Rejection rejection : parsed.rejections()) {
            finish(results);
            results.rejected(line, rejection);
        }
        List<Place> places = Place.of(parsed.turns());
        for (int i = 0; i < places.size(); i++) {
            Turn turn = parsed.turns().get(i);
            Place place = places.get(i);
            ConversationContext before = contexts.get(turn.conversationId());
            if (before.hasSeen(turn, place)) {
                finish(results);
                results.duplicate(line, turn);
                contexts.put(turn.conversationId(), before.again(place));
            } else {
                contexts.put(turn.conversationId(), after(before, turn, place));
                read(line, new PromptedTurn(before.named(turn, place), before.messages()), results);
            }
        }
    }

    /** Hands over the results of all turns added so far. */
    public void finish(Results results) throws IOException {
        while (!pending.isEmpty()) {
            finishOldest(results);
        }
    }

    private ConversationContext after(ConversationContext before, Turn turn, Place place) {
        return before.plus(
                turn, place, 0, config.get(Settings.CONTEXT_CHARACTERS), config.get(Settings.CONTEXT_TURN_IDS));
    }

    private void read(long line, PromptedTurn turn, Results results) throws IOException {
        while (!pending.isEmpty()
                && (pending.size() >= MOST_PENDING || pendingCharacters + turn.characters() > mostCharacters)) {
            finishOldest(results);
        }
        pendingCharacters += turn.characters();
        Prompt prompt = turn.prompt();
        pending.add(new PendingTurn(line, turn.turn(), prompt, reader.read(prompt)));
    }

    private void finishOldest(Results results) throws IOException {
        PendingTurn oldest = pending.remove();
        pendingCharacters -= oldest.turn().text().length();
        try {
            judge(oldest, scores(oldest), results);
        } catch (UnreadableTurnException e) {
            requireWorkingReader(e);
            results.unread(oldest.line(), oldest.turn(), e);
        }
    }

    /** As in the stream, a turn is read a few times before it is given up. */
    private TurnScores scores(PendingTurn turn) {
        CompletableFuture<TurnScores> scores = turn.scores();
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return join(scores);
            } catch (UnreadableTurnException e) {
                scores = reader.read(turn.prompt());
            }
        }
        return join(scores);
    }

    /** A reader that can read nothing must not make every turn look unreadable. */
    private void requireWorkingReader(UnreadableTurnException failure) {
        try {
            TurnScores unused = join(reader.read(Prompt.KNOWN_TO_BE_READABLE));
        } catch (EngineException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private void judge(PendingTurn done, TurnScores scores, Results results) throws IOException {
        Turn turn = done.turn();
        Role role = Role.valueOf(turn.role().name());
        List<ConversationMemory> before = memories.get(turn.conversationId());
        List<ConversationMemory> after = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < detectors.size(); i++) {
            Assessment assessment = detectors.get(i).assess(role, scores, before.get(i));
            after.add(assessment.memory());
            verdicts.add(assessment.verdict());
        }
        memories.put(turn.conversationId(), after);
        results.judged(done.line(), turn, scores.tokens().size(), verdicts);
    }

    private static TurnScores join(CompletableFuture<TurnScores> scores) {
        try {
            return scores.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
