package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private static final String ALWAYS = "AssayWatchdog";
    private static final Path RULES = Path.of("../grafana/rules/assay.yaml");
    private static final Path GENERATOR = Path.of("../grafana/PrometheusRules.java");
    private static final Path RESOURCE = Path.of("../grafana/prometheusrule.yaml");
    private static final Path ROUTES = Path.of("../grafana/alertmanager.yaml");
    private static final Path DASHBOARDS = Path.of("../grafana/dashboards");
    private static final Path RUNBOOKS = Path.of("../docs/runbooks");
    private static final List<Path> TESTS =
            List.of(Path.of("../grafana/rules/assay.test.yaml"), Path.of("../grafana/rules/days.test.yaml"));

    @Test
    void shouldUseOnlyWhatTheServiceExports() throws IOException {
        // Given
        Expressions expressions = new Expressions();
        expressions.addRecorded(RULES);

        // When, Then
        for (JsonNode rule : rules()) {
            expressions.assertExported(rule.path("expr").asText());
        }
    }

    @Test
    void shouldNoticeWhatIsNotExported() {
        Expressions expressions = new Expressions();
        assertThat(Expressions.metrics("sum by (le) (rate(a_total{x=\"y\"}[5m] offset 1h)) > 2 * b and on (job) c"))
                .containsExactly("a_total", "b", "c");
        assertThatThrownBy(() -> expressions.assertExported("rate(assay_turns[5m])"))
                .hasMessageContaining("assay_turns");
        assertThatThrownBy(() -> expressions.assertExported("assay_turns_total{role=\"user\"}"))
                .hasMessageContaining("role");
    }

    @Test
    void shouldSayWhatIsWrongAndHowBadItIs() throws IOException {
        assertThat(alerts()).hasSizeGreaterThanOrEqualTo(8).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asText()).isIn(Set.of("critical", "warning", "none"));
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("description").asText()).isNotBlank();
        });
    }

    @Test
    void shouldLinkARunbookOfFourPartsAndADashboard() throws IOException {
        for (JsonNode rule : alerts()) {
            String alert = rule.path("alert").asText();
            assertThat(rule.at("/annotations/runbook_url").asText()).isEqualTo("/docs/runbooks/" + alert + ".md");
            assertThat(RUNBOOKS.resolve(alert + ".md"))
                    .content()
                    .startsWith("# " + alert + "\n")
                    .contains("\n## Meaning\n", "\n## Impact\n", "\n## Diagnosis\n", "\n## Action\n");
            String dashboard =
                    rule.at("/annotations/dashboard_url").asText().replaceFirst("^/d/assay-(.*)$", "$1.json");
            assertThat(DASHBOARDS.resolve(dashboard)).exists();
        }
        try (var pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .as("pages of no rule")
                    .isSubsetOf(names());
        }
    }

    @Test
    void shouldBeInTheResourceAsTheGeneratorWritesIt(@TempDir Path directory) throws Exception {
        // Given
        Path written = directory.resolve("rule.yaml");
        Path linked = directory.resolve("linked.yaml");

        // When
        generate(written);
        generate(linked, "https://docs.example", "https://grafana.example");

        // Then
        assertThat(RESOURCE).as("generated: java grafana/PrometheusRules.java").hasSameTextualContentAs(written);
        assertThat(Yaml.document(written).path("spec")).isEqualTo(Yaml.document(RULES));
        assertThat(linked)
                .content()
                .contains(
                        "runbook_url: https://docs.example/runbooks/AssayAbsent.md\n",
                        "dashboard_url: https://grafana.example/d/assay-service-health\n");
    }

    @ParameterizedTest
    @CsvSource({
        "AssayWatchdog, none, dead-mans-switch",
        "AssayAbsent, critical, on-call",
        "AssayLatencyBurnsBudget, critical, on-call",
        "AssayLatencyBurnsBudget, warning, queue",
        "AssayAlertFlood, warning, trust-and-safety",
        "AssayPrecisionLow, warning, trust-and-safety",
        "AssayTriageOverdue, warning, trust-and-safety",
        "AssayReplayMismatch, warning, queue",
        "AssayCanaryMissed, critical, on-call"
    })
    void shouldReachWhomItConcerns(String alert, String severity, String receiver) throws Exception {
        Program amtool = Program.onPath("amtool");
        amtool.run("check-config", ROUTES.toString());
        amtool.run(
                "config",
                "routes",
                "test",
                "--config.file=" + ROUTES,
                "--verify.receivers=" + receiver,
                "alertname=" + alert,
                "severity=" + severity);
    }

    @Test
    void shouldRouteNoAlertThatThereIsNot() throws IOException {
        assertThat(Pattern.compile("Assay[A-Za-z]+")
                        .matcher(Files.readString(ROUTES).replaceAll("(?m)#.*$", ""))
                        .results()
                        .map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(names());
    }

    @Test
    void shouldHaveATestInWhichEachFiresAndOneInWhichItDoesNot() throws IOException {
        // Given
        List<String> firing = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (Path file : TESTS) {
            for (JsonNode expected : Yaml.document(file).findValues("alert_rule_test").stream()
                    .flatMap(Yaml::elements)
                    .toList()) {
                (expected.has("exp_alerts") ? firing : silent)
                        .add(expected.path("alertname").asText());
            }
        }

        // When
        Set<String> alerts = names();

        // Then
        assertThat(Set.copyOf(firing)).isEqualTo(alerts);
        assertThat(silent)
                .containsAll(
                        alerts.stream().filter(name -> !name.equals(ALWAYS)).toList());
    }

    @Test
    void shouldPassPromtool() throws IOException, InterruptedException {
        Program promtool = Program.onPath("promtool");
        promtool.run("check", "rules", "--lint=all", RULES.toString());
        promtool.run("test", "rules", TESTS.get(0).toString(), TESTS.get(1).toString());
    }

    private static void generate(Path file, String... urls) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1", "-Dassay.grafana=../grafana", GENERATOR.toString(), file.toString()));
        arguments.addAll(List.of(urls));
        Program.java().run(arguments.toArray(String[]::new));
    }

    private static Set<String> names() throws IOException {
        return alerts().stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toSet());
    }

    private static List<JsonNode> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        Yaml.document(RULES).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }
}
