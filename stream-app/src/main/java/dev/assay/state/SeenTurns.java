package dev.assay.state;

import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which turns of a conversation have come already. Its size is bounded, however many there are.
 *
 * <p>A turn with an id of its own is known by its id: remembered are the 64-bit hashes of the last ids. A message that is
 * named by its position is known by who says what, and for which time in its record, wherever it stands: so a producer may
 * send the last messages only, or each message alone, or change the last one. Of two messages the same word for word that
 * come in different records, the second may be taken for the first.
 *
 * @param hashes of turn ids; a ring once it is full
 * @param next where the ring is written next
 * @param numbered null before the first turn that is named by a number
 */
record SeenTurns(List<Long> hashes, int next, @Nullable NumberedTurns numbered) {

    static final SeenTurns NONE = new SeenTurns(List.of(), 0, null);

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    SeenTurns {
        hashes = List.copyOf(hashes);
    }

    boolean contains(Turn turn, Place place) {
        NumberedTurns known = known();
        if (known.hasBlock(place)) {
            return true;
        }
        boolean said = known.said().contains(place.said());
        return isPositioned(turn) ? said : hasId(turn) || (said && isNumberTaken(turn));
    }

    /** The turn under an id no other turn of the conversation has: its own, unless that is the position of another. */
    Turn named(Turn turn, Place place) {
        boolean taken = isNumberTaken(turn) || (isPositioned(turn) && hasId(turn));
        return taken
                ? turn.withTurnId(turn.turnId() + "~"
                        + HexFormat.of().toHexDigits(place.said().high()))
                : turn;
    }

    /** @param capacity ids, and turns named by a number, that are kept at most */
    SeenTurns with(Turn turn, Place place, int capacity) {
        NumberedTurns more = known().after(place);
        if (isNumber(turn)) {
            more = more.saying(place, capacity);
        }
        if (isPositioned(turn)) {
            return new SeenTurns(hashes, next, more.at(position(turn)));
        }
        return withId(turn, capacity, more.equals(NumberedTurns.NONE) ? null : more);
    }

    /** @return this, unless the turn is the last one of a block that was not known as a whole */
    SeenTurns again(Place place) {
        NumberedTurns more = known().after(place);
        return more.equals(known()) ? this : new SeenTurns(hashes, next, more);
    }

    private SeenTurns withId(Turn turn, int capacity, @Nullable NumberedTurns more) {
        List<Long> changed = new ArrayList<>(hashes.subList(0, Math.min(hashes.size(), capacity)));
        if (changed.size() < capacity) {
            changed.add(hash(turn));
            return new SeenTurns(changed, 0, more);
        }
        int place = next % capacity;
        changed.set(place, hash(turn));
        return new SeenTurns(changed, (place + 1) % capacity, more);
    }

    private NumberedTurns known() {
        return numbered == null ? NumberedTurns.NONE : numbered;
    }

    private boolean hasId(Turn turn) {
        return hashes.contains(hash(turn));
    }

    private boolean isNumberTaken(Turn turn) {
        return isNumber(turn) && Integer.parseInt(turn.turnId()) <= known().highest();
    }

    private static boolean isNumber(Turn turn) {
        return NUMBER.matcher(turn.turnId()).matches();
    }

    private static boolean isPositioned(Turn turn) {
        return turn.turnId().equals(Integer.toString(position(turn)));
    }

    private static int position(Turn turn) {
        Source source = turn.source();
        return source == null ? 0 : source.turnIndex();
    }

    private static long hash(Turn turn) {
        return Fingerprint.of(turn.turnId()).high();
    }
}
