package dev.assay.canary;

import static java.util.Objects.requireNonNull;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Role;
import dev.assay.schemas.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes canaries and knows them again, on whichever instance they come out.
 *
 * <p>A turn is one only if its whole text is that of a canary: whoever writes chats can pass for a canary with that text
 * alone, and hide nothing behind it.
 *
 * @param interval between two of a kind; zero if there are none
 * @param harmful text of the harmful one
 * @param benign text of the benign one
 */
public record Canaries(Duration interval, String harmful, String benign) {

    private static final String CONVERSATION = "assay-canary-";
    private static final String TURN = "canary";

    public Canaries {
        requireNonNull(interval, "interval");
        requireNonNull(harmful, "harmful");
        requireNonNull(benign, "benign");
    }

    public static Canaries of(Config config) {
        return new Canaries(
                config.get(Settings.CANARY_INTERVAL),
                config.get(Settings.CANARY_HARMFUL),
                config.get(Settings.CANARY_BENIGN));
    }

    public boolean enabled() {
        return !interval.isZero();
    }

    /** A turn in a conversation of its own, without a cool-down or a memory. */
    Turn turn(Canary canary, Instant time) {
        return new Turn(CONVERSATION + UUID.randomUUID(), TURN, Role.USER, text(canary), time, null, null, null);
    }

    /** Null for a turn of somebody's chat. */
    public @Nullable Canary recognise(Turn turn) {
        if (!enabled() || !turn.conversationId().startsWith(CONVERSATION) || turn.role() != Role.USER) {
            return null;
        }
        for (Canary canary : Canary.values()) {
            if (turn.text().equals(text(canary))) {
                return canary;
            }
        }
        return null;
    }

    private String text(Canary canary) {
        return canary == Canary.HARMFUL ? harmful : benign;
    }
}
