package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Path RULES = Path.of("../grafana/rules/assay.yaml");
    private static final Path TESTS = Path.of("../grafana/rules/assay.test.yaml");

    @Test
    void shouldUseOnlyWhatTheServiceExports() throws IOException {
        // Given
        Expressions expressions = new Expressions();

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
        assertThat(rules()).hasSizeGreaterThanOrEqualTo(8).allSatisfy(rule -> {
            assertThat(rule.path("labels").path("severity").asText()).isIn(Set.of("critical", "warning"));
            assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
            assertThat(rule.path("annotations").path("description").asText()).isNotBlank();
        });
    }

    @Test
    void shouldHaveATestInWhichEachFiresAndOneInWhichItDoesNot() throws IOException {
        // Given
        List<String> firing = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        for (JsonNode test : Yaml.document(TESTS).path("tests")) {
            for (JsonNode expected : test.path("alert_rule_test")) {
                (expected.has("exp_alerts") ? firing : silent)
                        .add(expected.path("alertname").asText());
            }
        }

        // When
        List<String> alerts =
                rules().stream().map(rule -> rule.path("alert").asText()).toList();

        // Then
        assertThat(Set.copyOf(firing)).isEqualTo(Set.copyOf(alerts));
        assertThat(silent).containsAll(alerts);
    }

    @Test
    void shouldPassPromtool() throws IOException, InterruptedException {
        Program promtool = Program.onPath("promtool");
        promtool.run("check", "rules", "--lint=all", RULES.toString());
        promtool.run("test", "rules", TESTS.toString());
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        Yaml.document(RULES).path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }
}
