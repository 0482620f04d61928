package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Message;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;

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

    /** Messages remembered, however short: more would have nothing to say to a reader. */
    private static final int MOST_MESSAGES = 256;

    public ConversationContext {
        requireNonNull(seen, "seen");
        messages = List.copyOf(messages);
    }

    /** As it is stored: version 1 knew of the messages without an id their highest position only. */
    public static AvroBinary<ConversationContext> binary() {
        return AvroBinary.of(RecordMapper.of(ConversationContext.class), List.of(version1()));
    }

    public boolean hasSeen(Turn turn, Place place) {
        return seen.contains(turn, place);
    }

    /** A new turn under an id no other turn of the conversation has. */
    public Turn named(Turn turn, Place place) {
        return seen.named(turn, place);
    }

    /** @return this, unless there is something to remember of a turn that has been seen */
    public ConversationContext again(Place place) {
        SeenTurns more = seen.again(place);
        return more.equals(seen) ? this : new ConversationContext(lastTurn, more, messages);
    }

    /**
     * @param turn as it came
     * @param maxCharacters of all messages together; the oldest that still fits in part is cut at its start
     * @param maxTurnIds turn ids remembered
     */
    public ConversationContext plus(Turn turn, Place place, long recordTime, int maxCharacters, int maxTurnIds) {
        return new ConversationContext(
                Math.max(lastTurn, recordTime),
                seen.with(turn, place, maxTurnIds),
                lastCharacters(PromptedTurn.message(turn), maxCharacters));
    }

    /** Messages without text tell the reader nothing and are left out. */
    private List<Message> lastCharacters(Message newest, int maxCharacters) {
        if (newest.text().isEmpty()) {
            return messages;
        }
        Deque<Message> kept = new ArrayDeque<>();
        int room = maxCharacters;
        for (int i = messages.size(); i >= 0 && room > 0 && kept.size() < MOST_MESSAGES; i--) {
            Message message = i == messages.size() ? newest : messages.get(i);
            Message tail = tail(message, room);
            kept.addFirst(tail);
            room -= tail.text().length();
        }
        return List.copyOf(kept);
    }

    private static Schema version1() {
        try (InputStream in = ConversationContext.class.getResourceAsStream("ConversationContext.v1.avsc")) {
            return new Schema.Parser().parse(requireNonNull(in, "ConversationContext.v1.avsc"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the former schema of ConversationContext", e);
        }
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
