package dev.assay.evaluation;

import dev.assay.chat.Prompt;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reader whose tokens are words and whose scores are a function of the word and its position; ids are hash codes. */
public final class WordReader implements Reader {

    private static final Pattern WORD = Pattern.compile("\\S+");

    private final int columns;
    private final BiFunction<String, Integer, float[]> scores;
    private final Executor executor;
    private final List<Prompt> prompts = new ArrayList<>();

    /** @param scores {@code [columns]} of a word at a position */
    public WordReader(int columns, BiFunction<String, Integer, float[]> scores, Executor executor) {
        this.columns = columns;
        this.scores = scores;
        this.executor = executor;
    }

    /** What was asked for so far. */
    public List<Prompt> prompts() {
        return prompts;
    }

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        prompts.add(prompt);
        return CompletableFuture.supplyAsync(() -> scored(prompt.turn().text()), executor);
    }

    private TurnScores scored(String text) {
        List<int[]> words = new ArrayList<>(); // start, end
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new int[] {matcher.start(), matcher.end()});
        }
        float[] rows = new float[words.size() * columns];
        int[] ids = new int[words.size()];
        for (int i = 0; i < ids.length; i++) {
            String word = text.substring(words.get(i)[0], words.get(i)[1]);
            ids[i] = word.hashCode() & 0xffff;
            System.arraycopy(scores.apply(word, i), 0, rows, i * columns, columns);
        }
        Tokens tokens = new Tokens(
                ids,
                words.stream().mapToInt(word -> word[0]).toArray(),
                words.stream().mapToInt(word -> word[1]).toArray());
        return new TurnScores(tokens, columns, rows);
    }

    @Override
    public void close() {}
}
