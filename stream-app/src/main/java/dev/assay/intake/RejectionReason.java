package dev.assay.intake;

import java.util.Locale;

/** Why a record, or a turn of it, cannot be read. */
public enum RejectionReason {
    /** No value, or a transcript without messages, or a request to forget a conversation that names none. */
    EMPTY,
    /** The record is larger than {@code assay.intake.max-record-bytes}. */
    TOO_LARGE,
    INVALID_UTF8,
    /** Not JSON, or JSON with doubled keys or deeper than any transcript. */
    MALFORMED_JSON,
    /** Not Avro in the Confluent wire format, or of a schema that is no turn and no transcript. */
    MALFORMED_AVRO,
    MISSING_FIELD,
    WRONG_TYPE,
    UNSUPPORTED_ROLE,
    /** An id or a model name is longer than any sensible one. */
    NAME_TOO_LONG,
    /** An id or a model name holds a line feed or another control character, which would make alert ids ambiguous. */
    CONTROL_CHARACTER,
    TURN_TOO_LONG,
    TOO_MANY_TURNS;

    /** As written in dead letters: {@code malformed-json}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
