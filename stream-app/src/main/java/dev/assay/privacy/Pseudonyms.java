package dev.assay.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names conversations by a keyed hash of their ids, the same for the same id, if there is a key. Without it nobody can tell
 * whether an id that they know is behind a name. Thread-safe.
 */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16; // of the hash: enough that no two conversations share a name

    private final String key;

    private Pseudonyms(String key) {
        this.key = key;
    }

    public static Pseudonyms of(Config config) {
        return new Pseudonyms(config.get(Settings.CONVERSATION_KEY));
    }

    /** @return 32 hexadecimal digits, or the id itself without a key */
    public String of(String conversationId) {
        if (key.isEmpty()) {
            return conversationId;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            byte[] hash = mac.doFinal(conversationId.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM + ", which every Java must have", e);
        }
    }
}
