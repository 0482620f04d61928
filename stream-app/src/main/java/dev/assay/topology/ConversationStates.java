package dev.assay.topology;

import dev.assay.state.ExpiryIndex;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A task's view of the state kept per conversation, which forgets conversations without a turn for long.
 *
 * <p>Whether a conversation is forgotten depends on the record times of its own turns only, so that a second run over the
 * same input decides alike; deleting it from the store happens later and only saves space.
 */
final class ConversationStates<S extends Record> {

    private final KeyValueStore<String, S> states;
    private final ExpiryIndex expiry;
    private final ToLongFunction<S> lastTurn;

    ConversationStates(
            ProcessorContext<?, ?> context,
            ConversationStore<S> store,
            Duration expiryTime,
            ToLongFunction<S> lastTurn,
            IntConsumer onExpired) {
        KeyValueStore<Bytes, byte[]> index = context.getStateStore(store.expiryName());
        this.states = context.getStateStore(store.name());
        this.expiry = new ExpiryIndex(index, expiryTime);
        this.lastTurn = lastTurn;
        context.schedule(expiry.interval(), PunctuationType.STREAM_TIME, now -> {
            int expired = expiry.expire(now, states::delete);
            if (expired > 0) {
                onExpired.accept(expired);
            }
        });
    }

    /** @return null if the conversation is new or forgotten */
    @Nullable
    S get(String conversationId, long recordTime) {
        S state = states.get(conversationId);
        return state == null || expiry.isExpired(lastTurn.applyAsLong(state), recordTime) ? null : state;
    }

    void put(String conversationId, S state) {
        S before = states.get(conversationId);
        expiry.touch(
                conversationId,
                before == null ? ExpiryIndex.NEVER : lastTurn.applyAsLong(before),
                lastTurn.applyAsLong(state));
        states.put(conversationId, state);
    }
}
