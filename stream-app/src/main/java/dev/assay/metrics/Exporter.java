package dev.assay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Serves {@code /metrics}, {@code /live} and {@code /ready} over HTTP from daemon threads, until closed. */
final class Exporter implements AutoCloseable {

    private static final int BACKLOG = 8;

    private final String host;
    private final HTTPServer server;

    /**
     * @param port 0 for any free one, see {@link #port()}
     * @param health asked at each request, from several threads
     * @throws IOException if the address cannot be bound; the message names it
     */
    Exporter(String host, int port, CollectorRegistry registry, Supplier<Health> health) throws IOException {
        this.host = host;
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException e) {
            throw new IOException(
                    "cannot serve metrics on " + host + ":" + port + " (" + e.getMessage()
                            + "); set assay.http.host and assay.http.port to an address that is free",
                    e);
        }
        http.createContext("/live", exchange -> answer(exchange, health.get(), Health::live));
        http.createContext("/ready", exchange -> answer(exchange, health.get(), Health::ready));
        server = new HTTPServer.Builder()
                .withHttpServer(http)
                .withRegistry(registry)
                .withDaemonThreads(true)
                .withSampleNameFilter(sample -> !sample.endsWith("_created"))
                .build();
    }

    int port() {
        return server.getPort();
    }

    /** Where the metrics are, e.g. {@code http://127.0.0.1:9404/metrics}. */
    String address() {
        return "http://" + host + ":" + port() + "/metrics";
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
