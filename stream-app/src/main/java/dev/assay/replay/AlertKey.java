package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** What an alert is about; the same under every bundle, while the alert's id is not. */
public record AlertKey(String conversationId, String turnId, String detector) implements Comparable<AlertKey> {

    private static final Comparator<AlertKey> ORDER = Comparator.comparing(AlertKey::detector)
            .thenComparing(AlertKey::conversationId)
            .thenComparing(AlertKey::turnId);

    public AlertKey {
        requireNonNull(conversationId, "conversationId");
        requireNonNull(turnId, "turnId");
        requireNonNull(detector, "detector");
    }

    @Override
    public int compareTo(AlertKey other) {
        return ORDER.compare(this, other);
    }
}
