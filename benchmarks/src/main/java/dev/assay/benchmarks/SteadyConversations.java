package dev.assay.benchmarks;

import dev.assay.schemas.Role;
import dev.assay.schemas.Turn;
import java.time.Instant;

/**
 * Turns of conversations that end and begin at a steady rate: they start at different times, so that they end at different
 * ones. Always the same for a seed. Used by one thread.
 */
final class SteadyConversations {

    private static final int TURNS_OF_CONVERSATION = 20;

    private final int open;
    private final ChatText text;
    private int next;

    /** @param open how many conversations are open at a time; their turns come in a circle */
    SteadyConversations(int open, long seed) {
        this.open = open;
        this.text = new ChatText(seed);
    }

    /** There is always one more. */
    Turn next() {
        int place = next % open;
        int round = next / open + place % TURNS_OF_CONVERSATION;
        next++;
        int generation = round / TURNS_OF_CONVERSATION;
        int turn = round % TURNS_OF_CONVERSATION;
        Role role = turn % 2 == 0 ? Role.USER : Role.ASSISTANT;
        String conversation = "c" + place + "-" + generation;
        return new Turn(conversation, "t" + turn, role, text.next(), Instant.EPOCH, null, null, null);
    }
}
