package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.schemas.Turn;
import java.util.List;

/**
 * A turn and what the reader needs to read it.
 *
 * @param context the last messages before it, oldest first
 */
public record PromptedTurn(Turn turn, List<Message> context) {

    public PromptedTurn {
        requireNonNull(turn, "turn");
        context = List.copyOf(context);
    }

    public Prompt prompt() {
        return new Prompt(context, message(turn));
    }

    /** UTF-16 units of the turn: what reading it costs. */
    public int characters() {
        return turn.text().length();
    }

    static Message message(Turn turn) {
        return new Message(Role.valueOf(turn.role().name()), turn.text());
    }
}
