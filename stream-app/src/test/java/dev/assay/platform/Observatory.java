package dev.assay.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real Prometheus and a real Alertmanager, with the rules and the routes of this project, and who is told of alerts. */
final class Observatory implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Process> processes = new ArrayList<>();
    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final HttpServer receivers;
    private final int prometheus = freePort();

    /**
     * @param service host and port of its metrics
     * @param replay the same of a replay, which need not run yet
     * @param rules with their waits shortened here, so that they fire within the test
     * @param routes whose receivers are replaced by one of this process
     */
    Observatory(Path directory, String service, String replay, String user, String password, Path rules, Path routes)
            throws IOException {
        Program prometheusProgram = Program.onPath("prometheus");
        Program alertmanagerProgram = Program.onPath("prometheus-alertmanager");
        receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.createContext("/", exchange -> {
            try (exchange) {
                JsonNode message = JSON.readTree(exchange.getRequestBody());
                message.path("alerts")
                        .forEach(alert -> delivered.add(message.path("receiver").asText() + ": "
                                + alert.at("/labels/alertname").asText()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        receivers.start();
        int alertmanager = freePort();
        Path routing = Files.writeString(
                directory.resolve("alertmanager.yaml"),
                Files.readString(routes)
                        .replaceAll(
                                "http://[a-z]+\\.example\\.invalid/",
                                "http://" + LOOPBACK + ":"
                                        + receivers.getAddress().getPort() + "/")
                        .replace("group_wait: 30s", "group_wait: 1s"));
        Files.writeString(
                directory.resolve("rules.yaml"), Files.readString(rules).replaceAll("(?m)^( +for): .*$", "$1: 1s"));
        Path scraping = Files.writeString(directory.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yaml]
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: ["%s:%d"]
                scrape_configs:
                  - job_name: assay
                    basic_auth: {username: %s, password: %s}
                    static_configs:
                      - targets: ["%s"]
                  - job_name: assay-replay
                    basic_auth: {username: %s, password: %s}
                    static_configs:
                      - targets: ["%s"]
                """.formatted(
                        LOOPBACK, alertmanager, user, password, service, user, password, replay));
        start(
                directory.resolve("alertmanager.log"),
                alertmanagerProgram,
                "--config.file=" + routing,
                "--storage.path=" + directory.resolve("alertmanager"),
                "--web.listen-address=" + LOOPBACK + ":" + alertmanager,
                "--cluster.listen-address=");
        start(
                directory.resolve("prometheus.log"),
                prometheusProgram,
                "--config.file=" + scraping,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=" + LOOPBACK + ":" + prometheus,
                "--enable-feature=exemplar-storage");
    }

    private void start(Path log, Program program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.executable().toString()));
        command.addAll(List.of(arguments));
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** {@code receiver: alert} for all that have been delivered. */
    Set<String> delivered() {
        return Set.copyOf(delivered);
    }

    /** An answer of Prometheus, in which {@code status} is not always {@code success}. */
    JsonNode ask(String path, String... namesAndValues) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("http://" + LOOPBACK + ":" + prometheus + "/api/v1/" + path + "?");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            query.append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], UTF_8))
                    .append('&');
        }
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(query.toString())).build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    /** On loopback; somebody else may take it before it is used. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port on loopback", e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        receivers.stop(0);
    }
}
