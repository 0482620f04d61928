package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import java.util.List;

/** A turn that cannot be read. Nothing is said of it: it is neither flagged nor clear. */
record UnreadTurn(DeadLetter letter) implements Reading {

    private static final AvroBinary<Turn> TURNS = AvroBinary.of(Turn.class);

    UnreadTurn {
        requireNonNull(letter, "letter");
    }

    static UnreadTurn of(Turn turn, UnreadableTurnException failure) {
        RawValue handedOn = RawValue.of(TURNS.serializer().serialize("turns", turn));
        return new UnreadTurn(new DeadLetter(
                MonitorEvent.DeadLettered.READING,
                failure.reason().word(),
                String.valueOf(failure.getMessage()),
                requireNonNull(turn.source(), "source"),
                turn.timestamp(),
                handedOn.bytes(),
                handedOn.sha256()));
    }

    @Override
    public List<ScoredTurn> scored() {
        return List.of();
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return List.of(letter);
    }
}
