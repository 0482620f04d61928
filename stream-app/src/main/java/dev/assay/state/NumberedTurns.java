package dev.assay.state;

import static java.util.Objects.requireNonNull;

/**
 * Which turns have come that are named by a number, as messages without an id are by their position: since another message
 * may stand there the next time, they are known by what they say.
 *
 * @param highest position that names a turn; -1 before the first
 * @param said what the last of them say
 * @param blocks of turns that have come as a whole, so that a transcript of any length is known again
 */
record NumberedTurns(int highest, Fingerprints said, Fingerprints blocks) {

    static final NumberedTurns NONE = new NumberedTurns(-1, Fingerprints.NONE, Fingerprints.NONE);

    private static final int MOST_BLOCKS = 1_024;

    NumberedTurns {
        requireNonNull(said, "said");
        requireNonNull(blocks, "blocks");
    }

    boolean hasBlock(Place place) {
        return place.block() != null && blocks.contains(place.block());
    }

    NumberedTurns at(int position) {
        return new NumberedTurns(Math.max(highest, position), said, blocks);
    }

    NumberedTurns saying(Place place, int capacity) {
        return new NumberedTurns(highest, said.with(place.said(), capacity), blocks);
    }

    /** Remembers the place's block if it ends there. */
    NumberedTurns after(Place place) {
        Fingerprint block = place.block();
        return block == null || !place.endsBlock() || blocks.contains(block)
                ? this
                : new NumberedTurns(highest, said, blocks.with(block, MOST_BLOCKS));
    }
}
