package dev.assay.config;

import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.util.List;

/** Rows of the table {@link Settings}: what of the chats may leave the service, and what is forgotten on request. */
interface PrivacySettings {

    Setting<Integer> EXCERPT_CONTEXT = Setting.of(
            "assay.alerts.excerpt.context",
            Kind.whole(0, 1_000),
            "0",
            LOW,
            "Characters that alerts quote before and behind the flagged text, if they quote it.");

    Setting<Boolean> REDACTION = Setting.of(
            "assay.alerts.redact",
            Kind.flag(),
            "true",
            MEDIUM,
            "Whether mail addresses, telephone numbers, IBANs, card numbers, IP addresses and national ids are cut out of "
                    + "what alerts quote.");

    Setting<String> CONVERSATION_KEY = Setting.secret(
            "assay.privacy.conversation-key",
            Kind.matching("a secret of at least 32 characters, or nothing", "|.{32,}"),
            "",
            MEDIUM,
            "With it conversations go by a keyed hash (HMAC-SHA-256) of their ids in everything written, internal topics "
                    + "included. All instances and replays need the same; another one makes all conversations new.");

    Setting<String> ERASURES_TOPIC = Setting.of(
            "assay.erasures.topic",
            Kind.matching("a topic name, or nothing", "[a-zA-Z0-9._-]{0,249}"),
            "",
            MEDIUM,
            "Requests to forget a conversation are read from here, see `./assay erase`. Without a topic there are none.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(EXCERPT_CONTEXT, REDACTION, CONVERSATION_KEY, ERASURES_TOPIC);
}
