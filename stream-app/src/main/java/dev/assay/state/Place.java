package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where a turn stands in the record it came in, as far as it matters for whether it has come before. Travels with the turn
 * as a header.
 *
 * @param said who says what in the turn, and for which time in this record
 * @param block of the {@value #BLOCK} turns of which it is one; null for the last ones of a record, which fill no block
 * @param endsBlock whether it is the block's last
 */
public record Place(Fingerprint said, @Nullable Fingerprint block, boolean endsBlock) {

    /** Turns of a record that are remembered as one once all have come. */
    static final int BLOCK = 64;

    private static final String HEADER = "assay-place";
    private static final AvroBinary<Place> BINARY = AvroBinary.of(Place.class);

    public Place {
        requireNonNull(said, "said");
    }

    /** The place of each turn of a record, in their order. */
    public static List<Place> of(List<Turn> turns) {
        List<Fingerprint> said = said(turns);
        List<Place> places = new ArrayList<>(turns.size());
        for (int from = 0; from < turns.size(); from += BLOCK) {
            int to = Math.min(from + BLOCK, turns.size());
            Fingerprint block = to - from == BLOCK ? block(turns.subList(from, to), said.subList(from, to)) : null;
            for (int i = from; i < to; i++) {
                places.add(new Place(said.get(i), block, block != null && i == to - 1));
            }
        }
        return places;
    }

    /** Of a turn that came alone, or so long ago that nothing was noted. */
    public static Place alone(Turn turn) {
        return new Place(Fingerprint.of(turn), null, false);
    }

    /** The place noted in the headers of a turn's record. */
    public static Place from(Headers headers, Turn turn) {
        Header header = headers.lastHeader(HEADER);
        return header == null ? alone(turn) : BINARY.decode(header.value());
    }

    public static Headers removedFrom(Headers headers) {
        return new RecordHeaders(headers).remove(HEADER);
    }

    public Headers addedTo(Headers headers) {
        return removedFrom(headers).add(HEADER, BINARY.encode(this));
    }

    private static List<Fingerprint> said(List<Turn> turns) {
        Map<Fingerprint, Integer> times = new HashMap<>();
        List<Fingerprint> said = new ArrayList<>(turns.size());
        for (Turn turn : turns) {
            Fingerprint words = Fingerprint.of(turn);
            said.add(words.occurrence(times.merge(words, 1, Integer::sum) - 1));
        }
        return said;
    }

    private static Fingerprint block(List<Turn> turns, List<Fingerprint> said) {
        List<Fingerprint> parts = new ArrayList<>(said);
        turns.forEach(turn -> parts.add(Fingerprint.of(turn.turnId())));
        return Fingerprint.of(parts);
    }
}
