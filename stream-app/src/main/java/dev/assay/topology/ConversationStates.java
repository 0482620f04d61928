package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.state.ExpiryIndex;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A task's view of the state kept per conversation, which forgets conversations without a turn for long.
 *
 * <p>Whether a conversation is forgotten depends on the record times of its own turns only, so that a second run over the
 * same input decides alike. It is deleted from the store later, which only saves space: by then no turn would find it, unless
 * it came later than the others by more than the grace.
 */
final class ConversationStates<S extends Record> {

    private final KeyValueStore<String, S> states;
    private final ExpiryIndex expiry;
    private final ToLongFunction<S> lastTurn;
    private final IntConsumer onExpired;

    ConversationStates(
            ProcessorContext<?, ?> context,
            ConversationStore<S> store,
            Config config,
            ToLongFunction<S> lastTurn,
            IntConsumer onExpired) {
        KeyValueStore<Bytes, byte[]> index = context.getStateStore(store.expiryName());
        this.states = context.getStateStore(store.name());
        this.expiry = new ExpiryIndex(
                index, config.get(Settings.CONVERSATION_EXPIRY), config.get(Settings.CONVERSATION_GRACE));
        this.lastTurn = lastTurn;
        this.onExpired = onExpired;
    }

    /** @return null if the conversation is new or forgotten */
    @Nullable
    S get(String conversationId, long recordTime) {
        S state = states.get(conversationId);
        return state == null || expiry.isExpired(lastTurn.applyAsLong(state), recordTime) ? null : state;
    }

    private long lastTurn(String conversationId) {
        S state = states.get(conversationId);
        return state == null ? ExpiryIndex.NEVER : lastTurn.applyAsLong(state);
    }

    /** As if there never had been a turn of the conversation. */
    void forget(String conversationId) {
        S state = states.get(conversationId);
        if (state != null) {
            expiry.forget(conversationId, lastTurn.applyAsLong(state));
            states.delete(conversationId);
        }
    }

    /** @param recordTime of the turn that led to the state */
    void put(String conversationId, long recordTime, S state) {
        S before = states.get(conversationId);
        expiry.touch(
                conversationId,
                before == null ? ExpiryIndex.NEVER : lastTurn.applyAsLong(before),
                lastTurn.applyAsLong(state));
        states.put(conversationId, state);
        int expired = expiry.expire(recordTime, this::lastTurn, states::delete);
        if (expired > 0) {
            onExpired.accept(expired);
        }
    }
}
