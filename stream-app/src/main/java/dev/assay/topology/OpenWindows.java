package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.avro.AvroBinary;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The windows that are not over: a store ordered by their start, so that the first ones are found without looking at the
 * others. Used by one task; not thread-safe.
 */
final class OpenWindows {

    static final String STORE = "metric-windows";

    private static final AvroBinary<TurnGroup> GROUPS = AvroBinary.of(TurnGroup.class);
    private static final long NONE = Long.MAX_VALUE;

    private final KeyValueStore<Bytes, WindowTally> store; // start in ms (8 bytes, big-endian), group -> counts
    private long first; // no window starts before

    /** Takes a window that is over. */
    interface Closed {
        void take(long start, TurnGroup group, WindowTally tally);
    }

    OpenWindows(KeyValueStore<Bytes, WindowTally> store) {
        this.store = store;
        this.first = firstFrom(0);
    }

    static StoreBuilder<KeyValueStore<Bytes, WindowTally>> builder() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), AvroBinary.of(WindowTally.class))
                .withCachingEnabled();
    }

    /** @param start of the window, in milliseconds since 1970 */
    void add(long start, TurnGroup group, TurnTally turn, long recordTime) {
        Bytes key = key(start, group);
        WindowTally before = store.get(key);
        store.put(key, (before == null ? WindowTally.EMPTY : before).plus(turn, recordTime));
        first = Math.min(first, start);
    }

    /** Takes out the windows that start at {@code last} or before, in the order of their start, however many they are. */
    void takeOut(long last, Closed closed) {
        if (first > last) {
            return;
        }
        try (KeyValueIterator<Bytes, WindowTally> over = store.range(start(first), start(last + 1))) {
            while (over.hasNext()) {
                KeyValue<Bytes, WindowTally> window = over.next();
                byte[] key = window.key.get();
                TurnGroup group = GROUPS.decode(Arrays.copyOfRange(key, Long.BYTES, key.length));
                closed.take(ByteBuffer.wrap(key).getLong(), group, window.value);
                store.delete(window.key);
            }
        }
        first = firstFrom(last + 1);
    }

    private long firstFrom(long start) {
        try (KeyValueIterator<Bytes, WindowTally> windows = store.range(start(start), null)) {
            return windows.hasNext()
                    ? ByteBuffer.wrap(requireNonNull(windows.peekNextKey()).get())
                            .getLong()
                    : NONE;
        }
    }

    /** Sorts before the keys of all windows that start then, and after those of windows that start earlier. */
    private static Bytes start(long start) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(start).array());
    }

    private static Bytes key(long start, TurnGroup group) {
        byte[] bytes = GROUPS.encode(group);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(start)
                .put(bytes)
                .array());
    }
}
