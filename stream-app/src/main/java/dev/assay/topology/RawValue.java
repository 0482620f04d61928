package dev.assay.topology;

import dev.assay.schemas.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a dead letter says of bytes it must not quote.
 *
 * @param sha256 64 hexadecimal digits in lower case
 */
record RawValue(long bytes, String sha256) {

    static RawValue of(byte[] value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return new RawValue(value.length, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    /** The key of dead letters: {@code topic-partition@offset}. */
    static String key(Source source) {
        return source.topic() + "-" + source.partition() + "@" + source.offset();
    }
}
