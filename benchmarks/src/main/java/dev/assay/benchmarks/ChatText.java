package dev.assay.benchmarks;

import java.util.Random;

/**
 * Writes messages of the lengths real chats have: log-normal, median 60 characters, one in ten above 280. Seeded.
 *
 * <p>What they say is no matter: the reader's work depends on the number of tokens only.
 */
final class ChatText {

    private static final double MEDIAN_CHARACTERS = 60;
    private static final double LOG_DEVIATION = 1.2;
    private static final int LONGEST = 8000;
    private static final String[] WORDS =
            ("the of and to in is you that it he was for on are as with his they I at be this"
                            + " have from or one had by word but not what all were we when your can said there use an each which"
                            + " she do how their if will up other about out many then them these so some her would make like him"
                            + " into time has look two more write go see number no way could people my than first water been"
                            + " call who oil its now find long down day did get come made may part account transfer invoice"
                            + " password meeting database function deploy server weather holiday ticket restaurant tomorrow"
                            + " unfortunately configuration appointment")
                    .split(" ");

    private final Random random;

    ChatText(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        double characters = MEDIAN_CHARACTERS * Math.exp(LOG_DEVIATION * random.nextGaussian());
        return ofLength((int) Math.min(characters, LONGEST));
    }

    /** At least so many characters, and less than a word more. */
    String ofLength(int characters) {
        StringBuilder text = new StringBuilder();
        do {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            int end = random.nextInt(12);
            text.append(end == 0 ? ". " : end == 1 ? ", " : " ");
        } while (text.length() < characters);
        return text.toString().strip();
    }
}
