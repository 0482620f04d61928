package dev.assay.chat;

import static java.util.Objects.requireNonNull;

/**
 * One message of a transcript: who wrote it and its text, as received.
 *
 * @param text any UTF-16 text, possibly empty; offsets elsewhere count its UTF-16 units
 */
public record Message(Role role, String text) {

    public Message {
        requireNonNull(role, "role");
        requireNonNull(text, "text");
    }

    /** Never prints the text: messages reach logs and exceptions, chat text must not. */
    @Override
    public String toString() {
        return "Message[role=" + role + ", length=" + text.length() + "]";
    }
}
