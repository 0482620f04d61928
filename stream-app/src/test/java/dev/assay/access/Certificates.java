package dev.assay.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** Key stores with a key and its own certificate, made with the JDK's keytool, and stores of whom to trust. */
final class Certificates {

    private static final String TYPE = "PKCS12";

    private final Path directory;
    private final String password;

    /** @param password of every store */
    Certificates(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    /** A key of somebody at 127.0.0.1. */
    Path keystore(String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        TYPE,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool could not make a key for " + name + ": " + said);
        }
        return store;
    }

    /** Trusts the certificate of one key store. */
    Path truststore(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, password.toCharArray());
        }
        String name = keys.aliases().nextElement();
        KeyStore trusted = KeyStore.getInstance(TYPE);
        trusted.load(null, null);
        trusted.setCertificateEntry(name, keys.getCertificate(name));
        Path store = directory.resolve("trusts-" + name + ".p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, password.toCharArray());
        }
        return store;
    }
}
