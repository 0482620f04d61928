package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.config.Config;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.service.MonitorService;
import dev.assay.topology.MonitorListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators see: the real service with the default bundle, watched by a real Prometheus with the rules of this project,
 * whose alerts go through a real Alertmanager. Skipped where they are not installed.
 */
@Timeout(600)
class OperationsIT {

    private static final Path DASHBOARDS = Path.of("../grafana/dashboards");
    private static final Path RULES = Path.of("../grafana/rules/assay.yaml");
    private static final Path ROUTES = Path.of("../grafana/alertmanager.yaml");
    private static final int PLAYED_BEFORE_REPLAY = 10;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldShowDataInEveryPanelAndDeliverAlerts(@TempDir Path directory) throws Exception {
        Program.onPath("prometheus");
        Program.onPath("prometheus-alertmanager");
        int replayPort = Observatory.freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Traffic traffic = new Traffic(broker);
                MonitorService service =
                        MonitorService.start(Config.of(settings(broker, directory)), MonitorListener.NONE);
                Observatory observatory = new Observatory(
                        directory,
                        URI.create(service.metricsAddress()).getAuthority(),
                        "127.0.0.1:" + replayPort,
                        "prometheus",
                        "s3cret",
                        RULES,
                        ROUTES)) {
            // Given
            Set<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(60);
            Set<String> awaited = Set.of("queue: AssayDeadLetters", "dead-mans-switch: AssayWatchdog");

            for (int i = 0; i < PLAYED_BEFORE_REPLAY; i++) {
                traffic.play();
            }

            // When
            Set<String> empty = new TreeSet<>(queries);
            Instant deadline = Instant.now().plus(LONGEST_WAIT);
            try (ReplayProcess replay =
                    new ReplayProcess(directory, settings(broker, directory), "yesterday", replayPort)) {
                while (Instant.now().isBefore(deadline)
                        && !(empty.isEmpty() && observatory.delivered().containsAll(awaited))) {
                    traffic.play();
                    empty = withoutData(observatory, empty);
                }
                assertThat(replay.awaitEnd(LONGEST_WAIT)).as(replay.log()).isTrue();
                assertThat(replay.exitCode())
                        .as("0: every alert came out the same; %s", replay.log())
                        .isZero();
                empty = withoutData(observatory, empty); // of what it has just said
            }

            // Then
            assertThat(empty).as("panels without data; seed %d", Traffic.SEED).isEmpty();
            assertThat(observatory.delivered()).containsAll(awaited);
            assertRulesEvaluate(observatory);
            assertCanariesDetected(observatory);
            assertThat(observatory
                            .ask(
                                    "query_exemplars",
                                    "query",
                                    "assay_decision_latency_seconds_bucket",
                                    "start",
                                    deadline.minus(LONGEST_WAIT).toString(),
                                    "end",
                                    Instant.now().toString())
                            .findValuesAsText("trace_id"))
                    .as("traces of slow turns")
                    .isNotEmpty();
        }
    }

    private static Map<String, String> settings(EmbeddedBroker broker, Path directory) {
        return Map.of(
                "assay.bootstrap.servers", broker.bootstrapServers(),
                "assay.replication.factor", "1",
                "assay.state.dir", directory.resolve("state").toString(),
                "assay.bundle", "../detectors/bundle/default",
                "assay.engine.threads", "1",
                "assay.http.port", "0",
                "assay.http.user", "prometheus",
                "assay.http.password", "s3cret",
                "assay.canary.interval", "2s");
    }

    /** Those of all panels, with everything chosen that can be. */
    private static Set<String> queries() throws IOException {
        Set<String> queries = new TreeSet<>();
        List<Path> files;
        try (var all = Files.list(DASHBOARDS)) {
            files = all.toList();
        }
        for (Path file : files) {
            for (JsonNode panel : JSON.readTree(file.toFile()).path("panels")) {
                panel.path("targets")
                        .forEach(target -> queries.add(target.path("expr")
                                .asText()
                                .replaceAll("\\$(job|instance|detector|model|run)", ".*")
                                .replaceAll("\\$__(rate_interval|range)", "1m")));
            }
        }
        return queries;
    }

    /** Of the queries, those that return no number now. */
    private static Set<String> withoutData(Observatory observatory, Set<String> queries) throws Exception {
        Set<String> empty = new TreeSet<>();
        for (String query : queries) {
            try {
                JsonNode answer = observatory.ask("query", "query", query);
                assertThat(answer.path("status").asText())
                        .as("%s: %s", query, answer.path("error").asText())
                        .isEqualTo("success");
                if (!hasNumber(answer.at("/data/result"))) {
                    empty.add(query);
                }
            } catch (ConnectException e) {
                return queries; // Prometheus is not up yet
            }
        }
        return empty;
    }

    private static boolean hasNumber(JsonNode result) {
        return Yaml.elements(result).anyMatch(series -> !Set.of("NaN", "+Inf", "-Inf")
                .contains(series.path("value").path(1).asText()));
    }

    private static void assertRulesEvaluate(Observatory observatory) throws Exception {
        List<JsonNode> rules = new ArrayList<>();
        observatory.ask("rules").at("/data/groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        assertThat(rules).hasSizeGreaterThan(30).allSatisfy(rule -> assertThat(
                        rule.path("health").asText())
                .as("%s: %s", rule.path("name").asText(), rule.path("lastError").asText())
                .isEqualTo("ok"));
        assertThat(rules.stream()
                        .filter(rule -> rule.path("type").asText().equals("recording"))
                        .map(rule -> rule.path("name").asText()))
                .contains("assay:feature_psi:share6h");
    }

    private static void assertCanariesDetected(Observatory observatory) throws Exception {
        JsonNode right = observatory.ask(
                "query",
                "query",
                "sum(assay_canaries_total{kind=\"harmful\", outcome=\"flagged\"}) and "
                        + "sum(assay_canaries_total{kind=\"benign\", outcome=\"clear\"}) > 0");
        JsonNode wrong = observatory.ask(
                "query",
                "query",
                "sum(assay_canaries_total{kind=\"harmful\", outcome=\"clear\"}) + "
                        + "sum(assay_canaries_total{kind=\"benign\", outcome=\"flagged\"})");
        assertThat(right.at("/data/result/0/value/1").asInt())
                .as("canaries detected by the default bundle")
                .isPositive();
        assertThat(wrong.at("/data/result/0/value/1").asInt(-1))
                .as("canaries judged wrongly by the default bundle")
                .isZero();
    }
}
