package dev.assay.benchmarks.micro;

import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.Random;

/** Input for the benchmarks. */
final class MadeUp {

    private static final String[] WORDS = {
        "please", "transfer", "the", "money", "before", "noon", "and", "confirm", "it", "tomorrow"
    };

    private MadeUp() {}

    static String words(int characters, Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    /** Gaussian scores of tokens of four characters. */
    static TurnScores scores(int tokens, int columns, Random random) {
        int[] starts = new int[tokens];
        int[] ends = new int[tokens];
        for (int token = 0; token < tokens; token++) {
            starts[token] = token * 4;
            ends[token] = starts[token] + 4;
        }
        float[] scores = new float[tokens * columns]; // [tokens, columns]
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        return new TurnScores(new Tokens(new int[tokens], starts, ends), columns, scores);
    }
}
