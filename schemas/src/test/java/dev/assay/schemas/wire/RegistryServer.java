package dev.assay.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Apicurio registry in a process of its own, listening on loopback and keeping everything in memory.
 *
 * <p>The build unpacks the released server into {@code target/registry}. One server serves all tests of a run; it is
 * started by the first that asks and ends with this process.
 */
public final class RegistryServer {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path DIRECTORY =
            Path.of("../schemas/target/registry").toAbsolutePath().normalize();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI root;

    private RegistryServer(URI root) {
        this.root = root;
    }

    public static RegistryServer shared() {
        return Holder.SERVER;
    }

    private static final class Holder {
        private static final RegistryServer SERVER = start();
    }

    /** The core API, which Apicurio's own clients use. */
    public URI api() {
        return root.resolve("/apis/registry/v2");
    }

    /** What the server answers under the API that clients of the Confluent registry use. */
    String confluent(String path) {
        try {
            return get(root.resolve("/apis/ccompat/v7" + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers something that is no Avro schema. @return its content id */
    int register(String type, String content) {
        String answer = post(HttpRequest.newBuilder(root.resolve("/apis/registry/v2/groups/default/artifacts"))
                        .header("X-Registry-ArtifactType", type)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(content))
                        .build())
                .body();
        try {
            return new ObjectMapper().readTree(answer).path("contentId").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From now on refuses schemas that are not compatible with the one that is registered.
     *
     * @param artifact such as {@code TOPIC-value}; must be registered
     * @param compatibility in the registry's words, such as {@code FORWARD}
     */
    public void require(String artifact, String compatibility) {
        String rules = "/apis/registry/v2/groups/default/artifacts/" + artifact + "/rules";
        HttpResponse<String> answer = post(HttpRequest.newBuilder(root.resolve(rules))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"type\": \"COMPATIBILITY\", \"config\": \"" + compatibility + "\"}"))
                .build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("the registry took no rule for " + artifact + ": " + answer.body());
        }
    }

    private static HttpResponse<String> post(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry answers", e);
        }
    }

    /** A server that gives the same answer to everything. */
    static HttpServer answering(int status, String body) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    byte[] answer = body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A way to this server that a test can cut by stopping it; it lets questions through, not changes. */
    HttpServer relay() {
        try {
            HttpServer relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            relay.createContext("/", exchange -> {
                try (exchange) {
                    byte[] answer = get(root.resolve(exchange.getRequestURI())).getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                }
            });
            relay.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An address at which nothing listens. */
    static URI unreachable() {
        return URI.create("http://127.0.0.1:" + freePort() + "/apis/registry/v2");
    }

    private static RegistryServer start() {
        URI root = URI.create("http://127.0.0.1:" + freePort());
        Path log = DIRECTORY.resolve("server.log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=" + root.getHost(),
                "-Dquarkus.http.port=" + root.getPort(),
                "-jar",
                runner().toString());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(DIRECTORY.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitReady(process, root, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RegistryServer(root);
    }

    private static Path runner() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "no registry server in " + DIRECTORY + "; run the tests through Maven, which unpacks it"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, URI root, Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                get(root.resolve("/apis/registry/v2/system/info"));
                return;
            } catch (ConnectException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("the registry server did not start within " + PATIENCE + "; see " + log);
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry server starts", e);
        }
    }

    private static String get(URI uri) throws IOException {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the registry answers", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
