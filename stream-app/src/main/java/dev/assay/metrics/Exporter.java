package dev.assay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /live} and {@code /ready} from daemon threads, until closed. Health is open to all: it says
 * nothing worth hiding, and what asks for it has no password.
 */
final class Exporter implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final Access access;
    private final HTTPServer server;

    /**
     * @param access to the metrics; its port may be 0, see {@link #port()}
     * @param health asked at each request, from several threads
     * @throws IOException if the address cannot be bound or the key store not be read; the message names it
     */
    Exporter(Access access, CollectorRegistry registry, Supplier<Health> health) throws IOException {
        this.access = access;
        HttpServer http = bind(access);
        http.createContext("/live", exchange -> answer(exchange, health.get(), Health::live));
        http.createContext("/ready", exchange -> answer(exchange, health.get(), Health::ready));
        HTTPServer.Builder builder = new HTTPServer.Builder()
                .withHttpServer(http)
                .withRegistry(registry)
                .withDaemonThreads(true)
                .withSampleNameFilter(sample -> !sample.endsWith("_created"));
        server = (access.user().isEmpty() ? builder : builder.withAuthenticator(new Password(access))).build();
    }

    private static HttpServer bind(Access access) throws IOException {
        HttpsConfigurator tls =
                access.keystore().isEmpty() ? null : Tls.of(access.keystore(), access.keystorePassword());
        InetSocketAddress address = new InetSocketAddress(access.host(), access.port());
        try {
            if (tls == null) {
                return HttpServer.create(address, BACKLOG);
            }
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(tls);
            return secure;
        } catch (IOException e) {
            throw new IOException(
                    "cannot serve metrics on " + access.host() + ":" + access.port() + " (" + e.getMessage()
                            + "); set assay.http.host and assay.http.port to an address that is free",
                    e);
        }
    }

    /** Compares in the same time whatever is wrong. */
    private static final class Password extends BasicAuthenticator {

        private final Access access;

        Password(Access access) {
            super("assay");
            this.access = access;
        }

        @Override
        public boolean checkCredentials(String user, String password) {
            boolean sameUser =
                    MessageDigest.isEqual(user.getBytes(UTF_8), access.user().getBytes(UTF_8));
            return MessageDigest.isEqual(
                            password.getBytes(UTF_8), access.password().getBytes(UTF_8))
                    && sameUser;
        }
    }

    int port() {
        return server.getPort();
    }

    /** Where the metrics are, e.g. {@code http://127.0.0.1:9404/metrics}. */
    String address() {
        return access.scheme() + "://" + access.host() + ":" + port() + "/metrics";
    }

    @Override
    public void close() {
        server.close();
    }

    private static void answer(HttpExchange exchange, Health health, Predicate<Health> good) throws IOException {
        byte[] body = (health.reason() + "\n").getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(good.test(health) ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
