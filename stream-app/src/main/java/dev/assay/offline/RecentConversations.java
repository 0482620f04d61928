package dev.assay.offline;

import java.util.LinkedHashMap;
import java.util.Map;

/** A value per conversation; of very many conversations the one not used for longest is forgotten. */
final class RecentConversations<V> {

    private final int most;
    private final V initial;
    private final Map<String, V> values = new LinkedHashMap<>(16, 0.75f, true);

    /** @param initial value of a conversation that is not known */
    RecentConversations(int most, V initial) {
        this.most = most;
        this.initial = initial;
    }

    V get(String conversation) {
        return values.getOrDefault(conversation, initial);
    }

    void put(String conversation, V value) {
        values.put(conversation, value);
        if (values.size() > most) {
            values.remove(values.keySet().iterator().next());
        }
    }
}
