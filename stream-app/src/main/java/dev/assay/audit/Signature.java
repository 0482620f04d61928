package dev.assay.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 signature (RFC 8032).
 *
 * @param publicKey of whoever signed, X.509 in Base64; who that is, it does not prove
 * @param value Base64
 */
public record Signature(String publicKey, String value) {

    public static final String ALGORITHM = "Ed25519";

    private static final String FIELD = "signature";

    public Signature {
        requireNonNull(publicKey, "publicKey");
        requireNonNull(value, "value");
    }

    /**
     * The signature in a document, or null if it has none.
     *
     * @throws dev.assay.json.JsonFormatException if what is there is no signature
     */
    public static @Nullable Signature in(JsonObject document) {
        if (!document.has(FIELD)) {
            return null;
        }
        JsonObject json = document.object(FIELD);
        if (!json.string("algorithm").equals(ALGORITHM)) {
            throw json.wrong("algorithm", ALGORITHM);
        }
        Signature signature = new Signature(json.string("publicKey"), json.string("value"));
        json.done();
        return signature;
    }

    /** Adds it to a document as its last field. */
    public void addTo(ObjectNode document) {
        document.putObject(FIELD)
                .put("algorithm", ALGORITHM)
                .put("publicKey", publicKey)
                .put("value", value);
    }

    /** Whether these bytes, and no others, were signed with the private key that belongs to {@link #publicKey}. */
    public boolean covers(byte[] bytes) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            java.security.Signature check = java.security.Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(Base64.getDecoder().decode(value));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
