package dev.assay.topology;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads one token per word. Column 0 is 6 at the word "transfer" and -6 elsewhere; column 1 is in how many messages of
 * the context the word occurs. Remembers the prompts.
 */
final class WordReader implements Reader {

    static final int COLUMNS = 2;

    private static final Pattern WORD = Pattern.compile("\\S+");

    final List<Prompt> prompts = new CopyOnWriteArrayList<>();

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        prompts.add(prompt);
        return CompletableFuture.completedFuture(scores(prompt));
    }

    /** The texts before the turn of a prompt, counted from 0. */
    List<String> context(int prompt) {
        return prompts.get(prompt).context().stream().map(Message::text).toList();
    }

    static TurnScores scores(Prompt prompt) {
        List<MatchResult> words = WORD.matcher(prompt.turn().text()).results().toList();
        float[] scores = new float[words.size() * COLUMNS]; // [tokens, COLUMNS]
        for (int token = 0; token < words.size(); token++) {
            String word = words.get(token).group();
            scores[token * COLUMNS] = word.equals("transfer") ? 6 : -6;
            scores[token * COLUMNS + 1] = prompt.context().stream()
                    .filter(message -> message.text().contains(word))
                    .count();
        }
        Tokens tokens = new Tokens(
                new int[words.size()],
                words.stream().mapToInt(MatchResult::start).toArray(),
                words.stream().mapToInt(MatchResult::end).toArray());
        return new TurnScores(tokens, COLUMNS, scores);
    }

    @Override
    public void close() {}
}
