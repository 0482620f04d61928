import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Wraps the Prometheus rules for the Prometheus operator: {@code java grafana/PrometheusRules.java [FILE [DOCS
 * GRAFANA]]}, by default {@code grafana/prometheusrule.yaml}. Needs nothing but a JDK.
 *
 * <p>DOCS and GRAFANA are URLs to put in front of the runbooks' and the dashboards' paths.
 */
public final class PrometheusRules {

    private static final Path RULES = Path.of("rules", "assay.yaml");
    private static final String HEAD = """
            # Generated from rules/assay.yaml: java grafana/PrometheusRules.java
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: assay
              labels:
                app.kubernetes.io/name: assay
            spec:
            """;

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(System.getProperty("assay.grafana", "grafana"));
        Path file = args.length > 0 ? Path.of(args[0]) : directory.resolve("prometheusrule.yaml");
        String rules = Files.readString(directory.resolve(RULES));
        if (args.length > 2) {
            rules = rules.replace("runbook_url: /docs", "runbook_url: " + args[1])
                    .replace("dashboard_url: /d/", "dashboard_url: " + args[2] + "/d/");
        }
        String groups = rules.substring(rules.indexOf("\ngroups:") + 1);
        Files.writeString(file, HEAD + groups.lines().map(PrometheusRules::indented).collect(Collectors.joining("\n")) + "\n");
    }

    private static String indented(String line) {
        return line.isEmpty() ? line : "  " + line;
    }
}
