package dev.assay.chat;

import java.util.List;

/**
 * The messages of a transcript.
 *
 * @param unknownParts parts of messages whose type this release does not know: they are read as far as they have text
 */
public record ParsedMessages(List<Message> messages, int unknownParts) {

    public ParsedMessages {
        messages = List.copyOf(messages);
    }
}
