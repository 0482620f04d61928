package dev.assay.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An endless seeded stream of input records: turns of many conversations, interleaved, and now and then a whole
 * transcript, or a turn that came before.
 */
final class Conversations {

    /** In many of the texts, and nowhere else. */
    static final String MARK = "heliotrope4711";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OPEN = 40;
    private static final int MOST_TURNS = 25;
    private static final int MOST_TURNS_OF_TRANSCRIPT = 8;
    private static final double SHARE_OF_TRANSCRIPTS = 0.02;
    private static final double SHARE_OF_LONG_TURNS = 0.02;
    private static final List<String> ROLES = List.of("user", "assistant");
    private static final List<String> WORDS = List.of(
            "please",
            "the",
            "invoice",
            "account",
            "landlord",
            "tomorrow",
            "password",
            "parcel",
            "code",
            "meeting",
            "gift",
            "card",
            "server",
            "urgent",
            "thanks",
            "why",
            "delete",
            "photo",
            "doctor",
            "weather",
            "🙂",
            "naïve",
            "transfer",
            "never",
            "today",
            "again",
            "quietly",
            "ready",
            "window",
            "soup",
            MARK);

    private final Random random;
    private final List<Open> open = new ArrayList<>();
    private final double shareDeliveredAgain;
    private int begun;

    /** @param shareDeliveredAgain of the records are turns of open conversations that came before, unchanged */
    Conversations(long seed, double shareDeliveredAgain) {
        this.random = new Random(seed);
        this.shareDeliveredAgain = shareDeliveredAgain;
    }

    /**
     * @param conversationId also the record's key, so that a conversation stays in one partition
     * @param json the record's value
     * @param turns in it that did not come before
     */
    record Input(String conversationId, String json, int turns) {}

    private static final class Open {
        final String id;
        final List<Input> came = new ArrayList<>();
        int turns;
        int left;

        Open(String id, int left) {
            this.id = id;
            this.left = left;
        }
    }

    Input next() {
        if (random.nextDouble() < SHARE_OF_TRANSCRIPTS) {
            return transcript(1 + random.nextInt(MOST_TURNS_OF_TRANSCRIPT));
        }
        while (open.size() < OPEN) {
            open.add(new Open("conversation-" + begun++, 1 + random.nextInt(MOST_TURNS)));
        }
        int place = random.nextInt(open.size());
        Open conversation = open.get(place);
        if (shareDeliveredAgain > 0 && !conversation.came.isEmpty() && random.nextDouble() < shareDeliveredAgain) {
            Input before = conversation.came.get(random.nextInt(conversation.came.size()));
            return new Input(before.conversationId(), before.json(), 0);
        }
        ObjectNode turn = JSON.createObjectNode()
                .put("conversationId", conversation.id)
                .put("turnId", "turn-" + conversation.turns)
                .put("role", role(conversation.turns))
                .put("text", text());
        conversation.turns++;
        if (--conversation.left == 0) {
            open.remove(place);
        }
        Input input = new Input(conversation.id, turn.toString(), 1);
        conversation.came.add(input);
        return input;
    }

    /** A transcript of as many turns as there are roles. */
    Input transcriptOfEachRole() {
        return transcript(ROLES.size());
    }

    private Input transcript(int turns) {
        String id = "transcript-" + begun++;
        ObjectNode transcript = JSON.createObjectNode().put("conversationId", id);
        ArrayNode messages = transcript.putArray("messages");
        for (int turn = 0; turn < turns; turn++) {
            messages.addObject().put("role", role(turn)).put("content", text());
        }
        return new Input(id, transcript.toString(), turns);
    }

    private static String role(int turn) {
        return ROLES.get(turn % ROLES.size());
    }

    /** Mostly a line or two; some turns are longer than the reader's window. */
    private String text() {
        int words = random.nextDouble() < SHARE_OF_LONG_TURNS ? 300 + random.nextInt(200) : 2 + random.nextInt(25);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < words; word++) {
            text.append(word == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
