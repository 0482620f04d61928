package dev.assay.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What every run under load must show, however long it is. */
final class LoadFigures {

    private static final String REBALANCING = "Kafka Streams is REBALANCING"; // once when it starts
    private static final String[] COMPLAINTS = {"\"level\":\"WARN\"", "\"level\":\"ERROR\""};

    private LoadFigures() {}

    /** Turns, rebalances and failures, from the first sample to the last. */
    static List<Figure> invariants(LoadRun run, ShippedService service) throws IOException {
        TurnLedger ledger = run.ledger();
        List<LoadSample> samples = run.samples();
        return List.of(
                Figure.of("turns sent", ledger.turns(), ""),
                none("turns lost", ledger.waiting()),
                none("turns judged twice or never sent", ledger.repeatedOrInvented()),
                none("dead letters", ledger.deadLetters()),
                none("rebalances, by the metrics", grown(samples, LoadSample::rebalances)),
                none("rebalances, by the log", service.timesLogged(REBALANCING) - 1.0),
                none("stream threads that failed", last(samples).threadFailures()),
                Figure.of("warnings and errors in the log", service.timesLogged(COMPLAINTS), ""));
    }

    /** Of turns sent in a phase; none if there were no turns. */
    static List<Figure> latencies(LoadRun run, LoadRun.Phase phase, String when) {
        List<Double> latencies = run.ledger().latencies(phase.from(), phase.to());
        if (latencies.isEmpty()) {
            return List.of();
        }
        return List.of(
                Figure.of("p50 latency" + when, Statistics.quantile(latencies, 0.5), "ms"),
                Figure.of("p99 latency" + when, Statistics.quantile(latencies, 0.99), "ms"),
                Figure.of("highest latency" + when, Statistics.quantile(latencies, 1), "ms"));
    }

    /** How much more it was at the last than at the first sample. */
    static double grown(List<LoadSample> samples, ToDoubleFunction<LoadSample> of) {
        return of.applyAsDouble(last(samples)) - of.applyAsDouble(samples.get(0));
    }

    static double most(List<LoadSample> samples, ToDoubleFunction<LoadSample> of) {
        return samples.stream().mapToDouble(of).max().orElse(Double.NaN);
    }

    static List<Double> values(List<LoadSample> samples, ToDoubleFunction<LoadSample> of) {
        return samples.stream().mapToDouble(of).boxed().toList();
    }

    static LoadSample last(List<LoadSample> samples) {
        return samples.get(samples.size() - 1);
    }

    private static Figure none(String name, double value) {
        return Figure.of(name, value, "").expected(new Target.AtMost(0));
    }
}
