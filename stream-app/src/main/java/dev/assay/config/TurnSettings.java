package dev.assay.config;

import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;

/** Rows of the table {@link Settings}: which turns are read, and what is remembered of a conversation. */
interface TurnSettings {

    Setting<Integer> MAX_RECORD_BYTES = Setting.of(
            "assay.intake.max-record-bytes",
            Kind.whole(1_000, 200_000_000),
            "16000000",
            MEDIUM,
            "A larger input record goes to the dead letters unread.");

    Setting<Integer> MAX_TURN_CHARACTERS = Setting.of(
            "assay.intake.max-turn-characters",
            Kind.whole(1_000, 5_000_000),
            "200000",
            MEDIUM,
            "A longer turn goes to the dead letters; the other turns of its transcript are read.");

    Setting<Integer> MAX_TURNS = Setting.of(
            "assay.intake.max-turns",
            Kind.whole(1, 1_000_000),
            "20000",
            MEDIUM,
            "A transcript of more turns goes to the dead letters.");

    Setting<Integer> CONTEXT_CHARACTERS = Setting.of(
            "assay.context.max-characters",
            Kind.whole(0, 1_000_000),
            "4000",
            MEDIUM,
            "Characters of earlier messages remembered per conversation. The reader uses the last of them.");

    Setting<Integer> CONTEXT_TURN_IDS = Setting.of(
            "assay.context.max-turn-ids",
            Kind.whole(128, 65_536),
            "1024",
            LOW,
            "Turn ids, and messages without an id, remembered one by one per conversation, to drop those delivered again. "
                    + "Of a long transcript whole stretches are remembered besides.");

    Setting<Duration> CONVERSATION_EXPIRY = Setting.of(
            "assay.conversation.expiry",
            Kind.duration("1m", "365d"),
            "24h",
            MEDIUM,
            "A conversation without a turn for so long, in record time, is forgotten.");

    Setting<Duration> CONVERSATION_GRACE = Setting.of(
            "assay.conversation.grace",
            Kind.duration("0ms", "365d"),
            "2h",
            LOW,
            "How much later than others, in record time, a turn may come and still find its conversation. State is kept "
                    + "for so much longer.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            MAX_RECORD_BYTES,
            MAX_TURN_CHARACTERS,
            MAX_TURNS,
            CONTEXT_CHARACTERS,
            CONTEXT_TURN_IDS,
            CONVERSATION_EXPIRY,
            CONVERSATION_GRACE);
}
