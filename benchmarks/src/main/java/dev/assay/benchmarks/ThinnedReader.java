package dev.assay.benchmarks;

import dev.assay.chat.Prompt;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Has another reader read one turn in so many and makes up scores for the rest, so that many turns pass in a short time.
 * Made-up turns have a token for every four characters and scores that are always the same for the same text; they
 * complete on a thread of their own, as a real reader's do. Thread-safe.
 */
final class ThinnedReader implements Reader {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final @Nullable Reader real;
    private final int every;
    private final int columns;
    private final AtomicLong turns = new AtomicLong();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();

    /**
     * @param real not closed; null for none
     * @param every first and then every so many turns are given to {@code real}
     * @param columns of {@code real}
     */
    ThinnedReader(@Nullable Reader real, int every, int columns) {
        this.real = real;
        this.every = every;
        this.columns = columns;
    }

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        if (real != null && turns.getAndIncrement() % every == 0) {
            return real.read(prompt);
        }
        return CompletableFuture.supplyAsync(() -> madeUp(prompt.turn().text()), worker);
    }

    private TurnScores madeUp(String text) {
        int tokens = (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
        int[] starts = new int[tokens];
        int[] ends = new int[tokens];
        float[] scores = new float[tokens * columns]; // [tokens, columns]
        for (int token = 0; token < tokens; token++) {
            starts[token] = token * CHARACTERS_PER_TOKEN;
            ends[token] = Math.min(text.length(), starts[token] + CHARACTERS_PER_TOKEN);
            for (int column = 0; column < columns; column++) {
                scores[token * columns + column] = (text.charAt(starts[token]) + column) % 7 - 3;
            }
        }
        return new TurnScores(new Tokens(new int[tokens], starts, ends), columns, scores);
    }

    @Override
    public void close() {
        worker.shutdown();
    }
}
