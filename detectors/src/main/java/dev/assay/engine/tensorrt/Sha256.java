package dev.assay.engine.tensorrt;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256, which every Java platform has. */
final class Sha256 {

    static final int BYTES = 32;

    private Sha256() {}

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Of the buffers' remaining bytes one after the other; their positions stay. */
    static byte[] of(List<ByteBuffer> buffers) {
        MessageDigest digest = digest();
        buffers.forEach(buffer -> digest.update(buffer.duplicate()));
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
