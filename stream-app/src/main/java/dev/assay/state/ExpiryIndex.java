package dev.assay.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the conversations without a turn for long, without looking at the others: a store ordered by the time of the
 * last turn, rounded down to a bucket, so that most turns do not touch it.
 *
 * <p>Used by one task; not thread-safe.
 */
public final class ExpiryIndex {

    /** The time of the last turn before there was one. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final byte[] PRESENT = {};
    private static final int BUCKETS_PER_EXPIRY = 24;
    private static final int MOST_AT_ONCE = 1_000;

    private final KeyValueStore<Bytes, byte[]>
            store; // start of bucket in ms (8 bytes, big-endian), conversation id -> nothing
    private final long expiry;
    private final long grace;
    private final long bucket;
    private final ExpiryClock clock;
    private long due = NEVER; // there is nothing to take out before

    /**
     * @param expiry after which a conversation is forgotten
     * @param grace for which it is kept besides, since a turn that comes late may still belong to it
     */
    public ExpiryIndex(KeyValueStore<Bytes, byte[]> store, Duration expiry, Duration grace) {
        this.store = store;
        this.expiry = expiry.toMillis();
        this.grace = grace.toMillis();
        this.bucket = Math.max(1, this.expiry / BUCKETS_PER_EXPIRY);
        this.clock = new ExpiryClock(oldest(), bucket);
    }

    /** Whether a conversation is to be treated as forgotten, deleted already or not. */
    public boolean isExpired(long lastTurn, long now) {
        return isExpired(lastTurn, now, expiry);
    }

    /** The same for whoever keeps conversations otherwise. */
    public static boolean isExpired(long lastTurn, long now, Duration expiry) {
        return isExpired(lastTurn, now, expiry.toMillis());
    }

    private static boolean isExpired(long lastTurn, long now, long expiry) {
        return lastTurn != NEVER && now - lastTurn > expiry;
    }

    /** @param before the time it was last touched at, or {@link #NEVER} */
    public void touch(String conversationId, long before, long now) {
        boolean known = before != NEVER;
        if (known && start(before) == start(now)) {
            return;
        }
        if (known) {
            store.delete(key(start(before), conversationId));
        }
        store.put(key(start(now), conversationId), PRESENT);
    }

    /** @param lastTurn the time it was last touched at */
    public void forget(String conversationId, long lastTurn) {
        store.delete(key(start(lastTurn), conversationId));
    }

    /**
     * Takes out conversations no turn can belong to any more that comes at most the grace later than others, at most {@value
     * #MOST_AT_ONCE}; to be called for each turn.
     *
     * <p>An entry written under another expiry may lie elsewhere than it does now; so what it says is not believed before
     * the conversation itself.
     *
     * @param lastTurn of a conversation; {@link #NEVER} if there is none
     * @return how many were forgotten
     */
    public int expire(long recordTime, ToLongFunction<String> lastTurn, Consumer<String> forget) {
        long now = clock.after(recordTime);
        due = Math.min(due, now + 2 * bucket); // the clock may have gone back
        if (now < due) {
            return 0;
        }
        long firstKept = firstKept(now);
        List<Bytes> old = before(firstKept);
        int forgotten = 0;
        for (Bytes key : old) {
            String id = conversationId(key);
            long last = lastTurn.applyAsLong(id);
            store.delete(key);
            if (last != NEVER && last >= firstKept) {
                store.put(key(start(last), id), PRESENT);
            } else if (last != NEVER) {
                forget.accept(id);
                forgotten++;
            }
        }
        due = old.size() < MOST_AT_ONCE ? now + bucket : now;
        return forgotten;
    }

    /** One more bucket is kept, so that a single record that lies about its time costs nobody anything. */
    private long firstKept(long now) {
        return start(Math.max(0, now - expiry - grace - bucket));
    }

    private List<Bytes> before(long firstKept) {
        List<Bytes> expired = new ArrayList<>();
        Bytes last =
                Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(firstKept).array());
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(null, last)) {
            while (entries.hasNext() && expired.size() < MOST_AT_ONCE) {
                expired.add(entries.next().key);
            }
        }
        return expired;
    }

    /** When the conversation not seen for longest was seen, rounded down. */
    private long oldest() {
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            return entries.hasNext() ? ByteBuffer.wrap(entries.next().key.get()).getLong() : NEVER;
        }
    }

    private long start(long time) {
        return time - time % bucket;
    }

    private static Bytes key(long start, String conversationId) {
        byte[] id = conversationId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(start)
                .put(id)
                .array());
    }

    private static String conversationId(Bytes key) {
        return new String(Arrays.copyOfRange(key.get(), Long.BYTES, key.get().length), UTF_8);
    }
}
