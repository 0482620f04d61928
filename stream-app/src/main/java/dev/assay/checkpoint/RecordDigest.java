package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.audit.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of all that a producer wrote in a record: its time, key, value and headers. Where the record stands is not in
 * it.
 *
 * <p>Hashed are, with all numbers big-endian: the bytes of "assay record 1" in UTF-8; the record's time in milliseconds (8
 * bytes); the key; the value; the number of headers (4 bytes); of each header the name in UTF-8 and the value. Before each
 * of key, value, name and header value stands its length (4 bytes), -1 if it is null.
 *
 * @param first bits 0 to 63
 * @param second bits 64 to 127
 * @param third bits 128 to 191
 * @param fourth bits 192 to 255
 */
public record RecordDigest(long first, long second, long third, long fourth) {

    private static final byte[] KIND = "assay record 1".getBytes(UTF_8);

    public static RecordDigest of(ConsumerRecord<byte[], byte[]> record) {
        MessageDigest digest = Sha256.digest();
        digest.update(KIND);
        digest.update(
                ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array());
        add(record.key(), digest);
        add(record.value(), digest);
        Header[] headers = record.headers().toArray();
        digest.update(number(headers.length));
        for (Header header : headers) {
            add(header.key().getBytes(UTF_8), digest);
            add(header.value(), digest);
        }
        return of(digest.digest());
    }

    /**
     * @param hex as {@link #toString} writes it
     * @throws IllegalArgumentException if it is not 64 hexadecimal digits
     */
    public static RecordDigest parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != 4 * Long.BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + hex.length() + " digits; expected 64");
        }
        return of(bytes);
    }

    private static RecordDigest of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new RecordDigest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private static void add(byte @Nullable [] bytes, MessageDigest digest) {
        digest.update(number(bytes == null ? -1 : bytes.length));
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}
