package dev.assay.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key that signs, with its public half. Immutable; never prints the private half. */
public final class AuditKey {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey privateKey;
    private final String publicKey;

    private AuditKey(PrivateKey privateKey, String publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Makes a key pair. The file holds both halves and, where the file system can do that, is readable by its owner only;
     * beside it, {@code FILE.pub} holds the public half, for whoever verifies.
     *
     * @param file must not exist
     */
    public static AuditKey generate(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(Signature.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AuditException("this Java has no " + Signature.ALGORITHM + ", which every Java since 15 has", e);
        }
        String publicPart = pem(PUBLIC, pair.getPublic().getEncoded());
        Files.createFile(file, ownerOnly());
        Files.writeString(file, pem(PRIVATE, pair.getPrivate().getEncoded()) + publicPart, US_ASCII);
        Files.writeString(publicFile(file), publicPart, US_ASCII, StandardOpenOption.CREATE_NEW);
        return new AuditKey(pair.getPrivate(), base64(pair.getPublic().getEncoded()));
    }

    /** @throws AuditException if the file is not one that {@link #generate} made */
    public static AuditKey load(Path file) throws IOException {
        String text = Files.readString(file, US_ASCII);
        try {
            PrivateKey key = KeyFactory.getInstance(Signature.ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(part(PRIVATE, text, file)));
            AuditKey loaded = new AuditKey(key, base64(part(PUBLIC, text, file)));
            byte[] probe = {1};
            if (loaded.sign(probe).covers(probe)) {
                return loaded;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
        throw unusable(file, null);
    }

    /** The public key in a file: {@code FILE.pub}, or the key file itself. */
    public static String publicKey(Path file) throws IOException {
        return base64(part(PUBLIC, Files.readString(file, US_ASCII), file));
    }

    /** Where {@link #generate} puts the public half. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(requireNonNull(file.getFileName(), "file name") + ".pub");
    }

    public Signature sign(byte[] bytes) {
        try {
            java.security.Signature signing = java.security.Signature.getInstance(Signature.ALGORITHM);
            signing.initSign(privateKey);
            signing.update(bytes);
            return new Signature(publicKey, base64(signing.sign()));
        } catch (GeneralSecurityException e) {
            throw new AuditException("the audit key cannot sign; expected an " + Signature.ALGORITHM + " key", e);
        }
    }

    /** X.509 in Base64. */
    public String publicKey() {
        return publicKey;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] part(String name, String text, Path file) {
        Matcher matcher = Pattern.compile(
                        "-----BEGIN " + name + "-----\\s+([A-Za-z0-9+/=\\s]+)-----END " + name + "-----")
                .matcher(text);
        if (!matcher.find()) {
            throw unusable(file, null);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }

    private static AuditException unusable(Path file, @Nullable Exception cause) {
        String message = file + " is no audit key; expected a file made by assay audit keygen";
        return cause == null ? new AuditException(message) : new AuditException(message, cause);
    }

    private static String pem(String name, byte[] bytes) {
        return "-----BEGIN " + name + "-----\n" + base64(bytes) + "\n-----END " + name + "-----\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
