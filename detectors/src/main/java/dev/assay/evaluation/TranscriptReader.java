package dev.assay.evaluation;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Reads whole transcripts with a bounded number of turns and characters in flight and hands them on in the order they were added, each
 * turn with the messages before it as context. Not thread-safe; what it hands on arrives on the caller's thread.
 */
public final class TranscriptReader {

    /** Of the turns being read at once; a longer one is read alone. */
    static final int MOST_CHARACTERS = 1_000_000;

    private final Reader reader;
    private final int mostInFlight;
    private final int turnsPerRecord;
    private final Consumer<ReadTranscript> then;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<Reading> reading = new ArrayDeque<>(); // oldest first
    private long characters; // of the turns being read

    /**
     * @param reader not closed
     * @param mostInFlight turns being read at once
     * @param turnsPerRecord later turns of a record are not read
     * @param then takes each transcript when all its turns are read
     */
    public TranscriptReader(Reader reader, int mostInFlight, int turnsPerRecord, Consumer<ReadTranscript> then) {
        this.reader = reader;
        this.mostInFlight = mostInFlight;
        this.turnsPerRecord = turnsPerRecord;
        this.then = then;
    }

    /** A record whose turns are being read. */
    private record Pending(LabelledRecord record, List<Role> roles, List<CompletableFuture<TurnScores>> turns) {
        boolean isRead() {
            return turns.stream().allMatch(CompletableFuture::isDone);
        }
    }

    /** A turn whose scores have not been waited for. */
    private record Reading(int characters, CompletableFuture<TurnScores> scores) {}

    /** @throws EngineException if a turn could not be read: figures without it would be wrong */
    public void add(LabelledRecord record) {
        List<Message> messages = record.messages();
        List<Role> roles = new ArrayList<>();
        List<CompletableFuture<TurnScores>> futures = new ArrayList<>();
        for (int i = 0; i < Math.min(messages.size(), turnsPerRecord); i++) {
            Message turn = messages.get(i);
            awaitRoom(turn.text().length());
            roles.add(turn.role());
            CompletableFuture<TurnScores> scores = reader.read(new Prompt(messages.subList(0, i), turn));
            futures.add(scores);
            reading.add(new Reading(turn.text().length(), scores));
            characters += turn.text().length();
        }
        pending.add(new Pending(record, roles, futures));
    }

    /**
     * Hands on all that was added.
     *
     * @throws EngineException as {@link #add}
     */
    public void finish() {
        while (!pending.isEmpty()) {
            handOver(pending.remove());
        }
    }

    /** Waits for the oldest turns until there is room, and hands on the transcripts that are read by then. */
    private void awaitRoom(int more) {
        while (!reading.isEmpty() && (reading.size() >= mostInFlight || characters + more > MOST_CHARACTERS)) {
            Reading oldest = reading.remove();
            oldest.scores.handle((scores, failure) -> true).join();
            characters -= oldest.characters;
        }
        while (!pending.isEmpty() && pending.element().isRead()) {
            handOver(pending.remove());
        }
    }

    private void handOver(Pending read) {
        List<ReadTranscript.ReadTurn> turns = new ArrayList<>();
        for (int i = 0; i < read.turns.size(); i++) {
            turns.add(new ReadTranscript.ReadTurn(read.roles.get(i), await(read.turns.get(i))));
        }
        then.accept(new ReadTranscript(read.record, turns));
    }

    private static TurnScores await(CompletableFuture<TurnScores> scores) {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw new EngineException("a turn could not be read, so nothing is reported; run the evaluation again", e);
        }
    }
}
