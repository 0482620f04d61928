package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Message;
import dev.assay.schemas.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is remembered of a conversation's text.
 *
 * @param lastTurn record time of the latest turn, in milliseconds since 1970
 * @param seen which turns have come
 * @param messages the last ones, oldest first
 */
public record ConversationContext(long lastTurn, SeenTurns seen, List<Message> messages) {

    /** A conversation before its first turn. */
    public static final ConversationContext EMPTY =
            new ConversationContext(ExpiryIndex.NEVER, SeenTurns.NONE, List.of());

    public ConversationContext {
        requireNonNull(seen, "seen");
        messages = List.copyOf(messages);
    }

    public boolean hasSeen(Turn turn) {
        return seen.contains(turn);
    }

    /**
     * @param maxCharacters of all messages together; the oldest that still fits in part is cut at its start
     * @param maxTurnIds turn ids remembered
     */
    public ConversationContext plus(Turn turn, long recordTime, int maxCharacters, int maxTurnIds) {
        return new ConversationContext(
                Math.max(lastTurn, recordTime),
                seen.with(turn, maxTurnIds),
                lastCharacters(PromptedTurn.message(turn), maxCharacters));
    }

    private List<Message> lastCharacters(Message newest, int maxCharacters) {
        Deque<Message> kept = new ArrayDeque<>();
        int room = maxCharacters;
        for (int i = messages.size(); i >= 0 && room > 0; i--) {
            Message message = i == messages.size() ? newest : messages.get(i);
            Message tail = tail(message, room);
            kept.addFirst(tail);
            room -= tail.text().length();
        }
        return List.copyOf(kept);
    }

    private static Message tail(Message message, int characters) {
        String text = message.text();
        if (text.length() <= characters) {
            return message;
        }
        int from = text.length() - characters;
        if (Character.isLowSurrogate(text.charAt(from)) && Character.isHighSurrogate(text.charAt(from - 1))) {
            from++;
        }
        return new Message(message.role(), text.substring(from));
    }
}
