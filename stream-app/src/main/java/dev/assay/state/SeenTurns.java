package dev.assay.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which turns of a conversation have come already.
 *
 * <p>Turns numbered by their position in a transcript are remembered as the highest position, however many there are.
 * Turns with ids of their own are remembered as the 64-bit hashes of the last of them.
 *
 * @param highestPosition of a numbered turn; -1 before the first
 * @param hashes of turn ids; a ring once it is full
 * @param next where the ring is written next
 */
record SeenTurns(int highestPosition, List<Long> hashes, int next) {

    static final SeenTurns NONE = new SeenTurns(-1, List.of(), 0);

    SeenTurns {
        hashes = List.copyOf(hashes);
    }

    boolean contains(Turn turn) {
        return isNumbered(turn) ? position(turn) <= highestPosition : hashes.contains(hash(turn.turnId()));
    }

    /** @param capacity hashes kept at most; a ring that is larger is cut */
    SeenTurns with(Turn turn, int capacity) {
        if (isNumbered(turn)) {
            return new SeenTurns(Math.max(highestPosition, position(turn)), hashes, next);
        }
        List<Long> changed = new ArrayList<>(hashes.subList(0, Math.min(hashes.size(), capacity)));
        if (changed.size() < capacity) {
            changed.add(hash(turn.turnId()));
            return new SeenTurns(highestPosition, changed, 0);
        }
        int place = next % capacity;
        changed.set(place, hash(turn.turnId()));
        return new SeenTurns(highestPosition, changed, (place + 1) % capacity);
    }

    private static boolean isNumbered(Turn turn) {
        return turn.turnId().equals(Integer.toString(position(turn)));
    }

    private static int position(Turn turn) {
        Source source = turn.source();
        return source == null ? 0 : source.turnIndex();
    }

    private static long hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
