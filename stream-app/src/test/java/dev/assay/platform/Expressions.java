package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.metrics.Meter;
import dev.assay.metrics.Meters;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds PromQL expressions against the series that the service exports. */
final class Expressions {

    /** Labels that Prometheus gives every series, not we. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance", "namespace");

    /** Exported on Linux only. */
    private static final String RESIDENT_MEMORY = "process_resident_memory_bytes";

    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern NO_METRIC = Pattern.compile(
            "\\{[^}]*}" // matchers
                    + "|\\[[^]]*]" // ranges
                    + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)"
                    + "|\\b[0-9][\\w.]*"); // numbers and durations
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_][\\w:]*+(?!\\s*\\()");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_]\\w*)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

    private final Map<String, Set<String>> exported; // labels by series

    Expressions() {
        exported = new TreeMap<>();
        Meters.ALL.forEach(this::add);
        CollectorRegistry java = new CollectorRegistry();
        DefaultExports.register(java);
        for (MetricFamilySamples family : Collections.list(java.metricFamilySamples())) {
            family.samples.forEach(sample -> exported.put(sample.name, Set.copyOf(sample.labelNames)));
        }
        exported.put(RESIDENT_MEMORY, Set.of());
    }

    private void add(Meter meter) {
        Set<String> labels = Set.copyOf(meter.labels());
        if (meter.kind() == Meter.Kind.HISTOGRAM) {
            Set<String> withBound = new HashSet<>(labels);
            withBound.add("le");
            exported.put(meter.name() + "_bucket", withBound);
            exported.put(meter.name() + "_sum", labels);
            exported.put(meter.name() + "_count", labels);
        } else {
            exported.put(meter.name(), labels);
        }
    }

    /** Adds what a file of rules records. */
    void addRecorded(Path rules) throws IOException {
        for (JsonNode name : Yaml.document(rules).findValues("record")) {
            exported.put(name.asText(), TARGET_LABELS);
        }
    }

    /** Fails unless every metric in the expression is exported, with the labels by which it is selected. */
    void assertExported(String expression) {
        assertThat(metrics(expression)).as(expression).isSubsetOf(exported.keySet());
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
            Set<String> labels = new HashSet<>(TARGET_LABELS);
            labels.addAll(exported.getOrDefault(selector.group(1), Set.of()));
            assertThat(LABEL.matcher(selector.group(2)).results().map(label -> label.group(1)))
                    .as(expression)
                    .isSubsetOf(labels);
        }
    }

    static List<String> metrics(String expression) {
        return METRIC.matcher(NO_METRIC.matcher(expression).replaceAll(" "))
                .results()
                .map(name -> name.group())
                .filter(name -> !KEYWORDS.contains(name))
                .distinct()
                .toList();
    }
}
