package dev.assay.metrics;

import com.sun.net.httpserver.HttpsConfigurator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** HTTPS with a key and certificate from a file. */
final class Tls {

    private Tls() {}

    /** @throws IOException if there is no key in the file, or it cannot be read; the message names it */
    static HttpsConfigurator of(String keystore, String password) throws IOException {
        try (InputStream file = Files.newInputStream(Path.of(keystore))) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, password.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new HttpsConfigurator(context);
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw new IOException(
                    "cannot read the key store " + keystore + " (" + e.getMessage()
                            + "); set assay.http.tls.keystore to a PKCS#12 file and assay.http.tls.password to its "
                            + "password",
                    e);
        }
    }
}
