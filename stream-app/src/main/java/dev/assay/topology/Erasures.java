package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests to forget a conversation: records of a topic of their own, so that who may write them is a matter of that topic's
 * permissions. Their key is the conversation's id as alerts have it, their value does not matter.
 *
 * <p>A request takes the way of a turn without text, so that it comes behind all turns that came before it. It is known by
 * where it was read: no producer of chats can write one.
 *
 * @param topic empty if there are no requests
 */
record Erasures(String topic) {

    private static final String TURN = "erasure";

    Erasures {
        requireNonNull(topic, "topic");
    }

    static Erasures of(Config config) {
        return new Erasures(config.get(Settings.ERASURES_TOPIC));
    }

    boolean enabled() {
        return !topic.isEmpty();
    }

    /** The topics that intake reads. */
    List<String> with(String inputTopic) {
        return enabled() ? List.of(inputTopic, topic) : List.of(inputTopic);
    }

    boolean isSource(Source source) {
        return enabled() && source.topic().equals(topic);
    }

    boolean isRequest(Turn turn) {
        Source source = turn.source();
        return source != null && isSource(source);
    }

    /** @return null if the record's key names no conversation */
    @Nullable
    Turn request(byte @Nullable [] key, Source source, Instant recordTime) {
        String conversationId = key == null ? "" : new String(key, UTF_8);
        return conversationId.isBlank()
                ? null
                : new Turn(conversationId, TURN, Role.SYSTEM, "", recordTime, null, null, source);
    }
}
