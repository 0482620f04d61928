package dev.assay.metrics;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} from the table of metrics. */
public final class MetersPage {

    private MetersPage() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Metrics

                Generated from the table in `stream-app/src/main/java/dev/assay/metrics/Meters.java`; a test fails when
                they differ.

                Served in the Prometheus text format at `/metrics`, on the port `assay.http.port`, together with those of
                the JVM (`jvm_*`, `process_*`). Counters and histograms start at zero for every detector of the bundle. No
                label names a person, a conversation or a turn. With `assay.http.tls.keystore` they are served over HTTPS,
                with `assay.http.user` to that user only.

                Asked in the OpenMetrics format, `assay_decision_latency_seconds` has exemplars: the id of the producer's
                trace, if the record had a `traceparent` header, and the id of an alert the turn raised.

                Those named `assay_replay_*` are served by `./assay replay --metrics-port`, without the others.

                | Metric | Kind | Labels | Meaning |
                |---|---|---|---|
                """);
        Meters.ALL.forEach(meter -> page.append(row(meter)));
        page.append("\n## Buckets\n\n");
        Meters.ALL.stream()
                .filter(meter -> meter.kind() == Meter.Kind.HISTOGRAM)
                .forEach(meter -> page.append("- `")
                        .append(meter.name())
                        .append("`: ")
                        .append(meter.buckets().stream().map(String::valueOf).collect(Collectors.joining(", ")))
                        .append('\n'));
        page.append("""

                ## Health

                - `/live` answers 200 until Kafka Streams is in state ERROR, every stream thread is dead, or the reader
                  has not finished a turn in `assay.batch.stalled-after`; then 503. A rebalance or a restore never fails it.
                - `/ready` answers 200 while Kafka Streams is RUNNING and the reader is loaded, otherwise 503.
                """);
        return page.toString();
    }

    private static String row(Meter meter) {
        String labels = meter.labels().isEmpty()
                ? "(none)"
                : meter.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + meter.name() + "` | " + meter.kind().name().toLowerCase(Locale.ROOT) + " | " + labels + " | "
                + meter.help() + " |\n";
    }
}
