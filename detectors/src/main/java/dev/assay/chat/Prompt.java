package dev.assay.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the reader is given for one turn: the turn itself and the messages that came before it in the conversation.
 *
 * @param context earlier messages, oldest first; scored only where they are the author's own just before the turn
 * @param turn the message whose every token is scored exactly once
 */
public record Prompt(List<Message> context, Message turn) {

    /** If this one cannot be read, no turn is to blame. */
    public static final Prompt KNOWN_TO_BE_READABLE =
            new Prompt(List.of(), new Message(Role.USER, "Good morning, how are you today?"));

    public Prompt {
        context = List.copyOf(context);
        requireNonNull(turn, "turn");
    }

    /** The messages of the turn's role just before it, with none of another role between; oldest first. */
    public List<Message> authorsBefore() {
        int first = context.size();
        while (first > 0 && context.get(first - 1).role() == turn.role()) {
            first--;
        }
        return context.subList(first, context.size());
    }
}
