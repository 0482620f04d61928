package dev.assay.reader;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded chat-like text for tests. */
public final class Sentences {

    private static final String[] SUBJECTS = {
        "My landlord", "The courier", "Our finance team", "A person from the bank", "The build server", "Grandma"
    };
    private static final String[] VERBS = {
        "asked me to confirm", "forgot about", "would like to reschedule", "refuses to accept", "has just sent", "lost"
    };
    private static final String[] OBJECTS = {
        "the parcel with the blue label",
        "a gift card worth 200 euros",
        "the quarterly invoice",
        "my account number",
        "the failing unit test",
        "tomorrow's appointment at the dentist"
    };

    private Sentences() {}

    /** {@code count} prompts of 1 to {@code mostSentences} sentences, each with up to two messages before it. */
    public static List<Prompt> prompts(int count, int mostSentences, long seed) {
        Random random = new Random(seed);
        List<Prompt> prompts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<Message> context = new ArrayList<>();
            for (int m = random.nextInt(3); m > 0; m--) {
                context.add(new Message(Role.USER, text(random, 1 + random.nextInt(mostSentences))));
            }
            prompts.add(
                    new Prompt(context, new Message(Role.ASSISTANT, text(random, 1 + random.nextInt(mostSentences)))));
        }
        return prompts;
    }

    private static String text(Random random, int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append(pick(random, SUBJECTS))
                    .append(' ')
                    .append(pick(random, VERBS))
                    .append(' ');
            text.append(pick(random, OBJECTS)).append(random.nextInt(4) == 0 ? ", because of rain. " : ". ");
        }
        return text.toString();
    }

    private static String pick(Random random, String[] words) {
        return words[random.nextInt(words.length)];
    }
}
