package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A record that could not be processed: its coordinates and the reason, never its content.
 *
 * @param stage where it failed, for example {@code intake}
 * @param reason a word from the stage's closed list, for example {@code malformed-json}, to count by
 * @param detail what was found and what was expected, without any of the text
 * @param source where the record can be read
 * @param timestamp the record's time, cut to milliseconds
 * @param bytes size of the raw value; past the intake, of the turn as it was handed on
 * @param sha256 of the same bytes, 64 hexadecimal digits in lower case
 */
public record DeadLetter(
        String stage, String reason, String detail, Source source, Instant timestamp, long bytes, String sha256) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public DeadLetter {
        Validation.notBlank(stage, "stage");
        Validation.notBlank(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(source, "source");
        timestamp = Validation.millis(timestamp, "timestamp");
        Validation.notNegative(bytes, "bytes");
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "sha256 has " + sha256.length() + " characters; expected 64 hexadecimal digits in lower case");
        }
    }
}
