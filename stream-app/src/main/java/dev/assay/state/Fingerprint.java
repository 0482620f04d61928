package dev.assay.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.schemas.Turn;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The first 128 bits of a SHA-256: enough that nobody can write a text to be taken for another one.
 *
 * @param high its first 64 bits
 * @param low the next 64
 */
record Fingerprint(long high, long low) {

    /** Of who says what. */
    static Fingerprint of(Turn turn) {
        return of(turn.role().name() + "\n" + turn.text());
    }

    static Fingerprint of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** Of others, in their order. */
    static Fingerprint of(List<Fingerprint> parts) {
        ByteBuffer bytes = ByteBuffer.allocate(parts.size() * 2 * Long.BYTES);
        parts.forEach(part -> bytes.putLong(part.high).putLong(part.low));
        return of(bytes.array());
    }

    /** Of the same said for the nth time, counted from 0. */
    Fingerprint occurrence(int n) {
        return n == 0 ? this : of(List.of(this, new Fingerprint(0, n)));
    }

    private static Fingerprint of(byte[] bytes) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Fingerprint(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
