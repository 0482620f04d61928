package dev.assay.metrics;

import static java.util.Objects.requireNonNull;

import dev.assay.config.Config;
import dev.assay.config.Settings;

/**
 * Where and to whom metrics are served.
 *
 * @param port 0 for any free one
 * @param keystore of HTTPS, a PKCS#12 file; empty for HTTP
 * @param keystorePassword of the key store
 * @param user who may read the metrics; empty for anybody
 * @param password of the user
 */
record Access(String host, int port, String keystore, String keystorePassword, String user, String password) {

    Access {
        requireNonNull(host, "host");
        requireNonNull(keystore, "keystore");
        requireNonNull(keystorePassword, "keystorePassword");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    static Access of(Config config) {
        return new Access(
                config.get(Settings.HTTP_HOST),
                config.get(Settings.HTTP_PORT),
                config.get(Settings.HTTP_KEYSTORE),
                config.get(Settings.HTTP_KEYSTORE_PASSWORD),
                config.get(Settings.HTTP_USER),
                config.get(Settings.HTTP_PASSWORD));
    }

    /** To anybody, over HTTP. */
    static Access open(String host, int port) {
        return new Access(host, port, "", "", "", "");
    }

    String scheme() {
        return keystore.isEmpty() ? "http" : "https";
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return "Access[" + scheme() + "://" + host + ":" + port + (user.isEmpty() ? "" : ", for " + user) + "]";
    }
}
