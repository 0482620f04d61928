package dev.assay.chat;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the reader is given for one turn: the turn itself and the messages that came before it in the conversation.
 *
 * @param context earlier messages, oldest first; read but never scored
 * @param turn the message whose every token is scored exactly once
 */
public record Prompt(List<Message> context, Message turn) {

    public Prompt {
        context = List.copyOf(context);
        requireNonNull(turn, "turn");
    }
}
