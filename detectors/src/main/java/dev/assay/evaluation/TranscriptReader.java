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
 * Reads whole transcripts with a bounded number of turns in flight and hands them on in the order they were added, each
 * turn with the messages before it as context. Not thread-safe; what it hands on arrives on the caller's thread.
 */
public final class TranscriptReader {

    private final Reader reader;
    private final int mostInFlight;
    private final int turnsPerRecord;
    private final Consumer<ReadTranscript> then;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int inFlight;

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
    private record Pending(LabelledRecord record, List<Role> roles, List<CompletableFuture<TurnScores>> turns) {}

    /** @throws EngineException if a turn could not be read: figures without it would be wrong */
    public void add(LabelledRecord record) {
        List<Message> messages = record.messages();
        List<Role> roles = new ArrayList<>();
        List<CompletableFuture<TurnScores>> futures = new ArrayList<>();
        for (int i = 0; i < Math.min(messages.size(), turnsPerRecord); i++) {
            while (inFlight >= mostInFlight && !pending.isEmpty()) {
                handOver(pending.remove());
            }
            if (inFlight >= mostInFlight) {
                futures.get(futures.size() - mostInFlight)
                        .handle((scores, failure) -> true)
                        .join();
            }
            roles.add(messages.get(i).role());
            futures.add(reader.read(new Prompt(messages.subList(0, i), messages.get(i))));
            inFlight++;
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

    private void handOver(Pending read) {
        List<ReadTranscript.ReadTurn> turns = new ArrayList<>();
        for (int i = 0; i < read.turns.size(); i++) {
            turns.add(new ReadTranscript.ReadTurn(read.roles.get(i), await(read.turns.get(i))));
            inFlight--;
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
