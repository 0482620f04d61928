package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.grafana.Dashboards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final Path DIRECTORY = Path.of("../grafana/dashboards");
    private static final Path RULES = Path.of("../grafana/rules/assay.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldBeWhatTheGeneratorWrites(@TempDir Path written) throws IOException {
        // When
        Dashboards.write(written);

        // Then
        assertThat(names(written)).isEqualTo(names(DIRECTORY));
        for (String name : names(DIRECTORY)) {
            assertThat(DIRECTORY.resolve(name))
                    .as("%s is generated: grafana/README.md says how", name)
                    .hasSameTextualContentAs(written.resolve(name));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldUseOnlyWhatTheServiceExports(String dashboard) throws IOException {
        // Given
        Expressions expressions = new Expressions();
        expressions.addRecorded(RULES);

        // When
        List<String> queries = queries(dashboard);

        // Then
        assertThat(queries).isNotEmpty().allSatisfy(expressions::assertExported);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldExplainEachPanelAndFollowTheVariables(String dashboard) throws IOException {
        for (JsonNode panel : panels(dashboard)) {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asText();
                assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                assertThat(query).contains("job=~\"$job\"").doesNotContainPattern("\\[[0-9]");
                assertThat(query.contains("instance=~\"$instance\"") || query.contains("assay:"))
                        .as("%s follows the instance, unless it was recorded for all of a job", query)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldHaveQueriesThatPromtoolUnderstands(@TempDir Path directory) throws IOException, InterruptedException {
        // Given
        Program promtool = Program.onPath("promtool");
        List<String> rules = new ArrayList<>(List.of("groups:", "- name: dashboards", "  rules:"));
        for (String dashboard : names(DIRECTORY)) {
            for (String query : queries(dashboard)) {
                String filled = query.replaceAll("\\$__(rate_interval|range)", "5m");
                rules.add("  - record: query" + rules.size());
                rules.add("    expr: " + JSON.writeValueAsString(filled));
            }
        }
        Path file = Files.write(directory.resolve("queries.yaml"), rules);

        // When, Then
        promtool.run("check", "rules", file.toString());
    }

    private static List<String> names() throws IOException {
        return names(DIRECTORY);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<JsonNode> panels(String dashboard) throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        JSON.readTree(DIRECTORY.resolve(dashboard).toFile()).path("panels").forEach(panels::add);
        panels.removeIf(panel -> panel.path("type").asText().equals("row"));
        return panels;
    }

    private static List<String> queries(String dashboard) throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : panels(dashboard)) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        return queries;
    }
}
