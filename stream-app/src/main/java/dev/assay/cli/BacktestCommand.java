package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.evaluation.backtest.Backtest;
import dev.assay.evaluation.backtest.RecordedScore;
import dev.assay.evaluation.backtest.ThresholdChange;
import dev.assay.evaluation.backtest.ThresholdFigures;
import dev.assay.json.Json;
import dev.assay.offline.RecordedScores;
import dev.assay.terminal.BacktestTable;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sweeps thresholds over recorded scores. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Says what other thresholds would have done to turns that were scored already, without running the reader: "
                    + "alerts a day under the configured cool-down, precision, and which alerts would come or go.",
            "Reads records of the activations topic, or what assay score wrote. The latter has no times: give --days, and "
                    + "no alert is held back by a cool-down."
        })
final class BacktestCommand implements Callable<Integer> {

    private static final List<Double> THRESHOLDS = List.of(
            0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.999);

    private final Terminal terminal;

    @Option(
            names = "--scores",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Recorded scores, .jsonl or .jsonl.gz.")
    private List<Path> scores = new ArrayList<>();

    @Option(
            names = "--dispositions",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Records of the dispositions topic, .jsonl or .jsonl.gz: which alerts were confirmed or rejected.")
    private List<Path> dispositions = new ArrayList<>();

    @Option(names = "--detector", paramLabel = "ID", description = "Only this detector.")
    private @Nullable String detector;

    @Option(names = "--threshold", paramLabel = "T", description = "List what this threshold would change.")
    private @Nullable Double threshold;

    @Option(names = "--days", paramLabel = "N", description = "Days that the scores cover, where they have no times.")
    private @Nullable Double days;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    BacktestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        require(
                threshold == null || (threshold > 0 && threshold <= 1),
                "--threshold is " + threshold + "; expected above 0 and at most 1");
        require(days == null || (days > 0 && Double.isFinite(days)), "--days is " + days + "; expected more than 0");
        Config config = options.load();
        Bundle bundle = Bundle.load(config.get(Settings.BUNDLE));
        List<DetectorSpec> chosen = bundle.detectors().stream()
                .map(Detector::spec)
                .filter(spec -> detector == null || spec.id().equals(detector))
                .toList();
        require(
                !chosen.isEmpty(),
                "--detector is '" + detector + "'; expected one of "
                        + bundle.detectors().stream()
                                .map(one -> one.spec().id())
                                .toList());
        RecordedScores recorded = new RecordedScores(bundle.digest());
        for (Path file : dispositions) {
            recorded.addDispositions(file);
        }
        for (Path file : scores) {
            recorded.add(file);
        }
        ArrayNode all = Json.object().putArray("detectors");
        for (DetectorSpec spec : chosen) {
            List<RecordedScore> turns = recorded.of(spec.id());
            Backtest backtest = new Backtest(turns, config.get(Settings.ALERT_COOL_DOWN), days);
            if (json) {
                put(all.addObject(), spec, turns.size(), backtest);
            } else {
                print(spec, turns.size(), backtest);
            }
        }
        if (json) {
            ObjectNode page = Json.object();
            page.put("bundle", bundle.digest());
            page.set("detectors", all);
            terminal.out().println(new String(Json.write(page), UTF_8).stripTrailing());
        }
        return ExitCode.OK;
    }

    private static void require(boolean met, String message) throws CommandException {
        if (!met) {
            throw new CommandException(ExitCode.USAGE, message);
        }
    }

    private void print(DetectorSpec spec, int turns, Backtest backtest) {
        BacktestTable.lines(spec.id(), turns, spec.threshold(), backtest, sweep(spec, backtest))
                .forEach(terminal.out()::println);
        if (threshold != null) {
            BacktestTable.lines(backtest.change(spec.threshold(), threshold)).forEach(terminal.out()::println);
        }
    }

    private List<ThresholdFigures> sweep(DetectorSpec spec, Backtest backtest) {
        List<Double> thresholds = new ArrayList<>(THRESHOLDS);
        thresholds.add(spec.threshold());
        if (threshold != null) {
            thresholds.add(threshold);
        }
        return backtest.sweep(thresholds);
    }

    private void put(ObjectNode object, DetectorSpec spec, int turns, Backtest backtest) {
        object.put("detector", spec.id());
        object.put("threshold", spec.threshold());
        object.put("turns", turns);
        object.put("days", backtest.days());
        ArrayNode rows = object.putArray("sweep");
        sweep(spec, backtest).forEach(figures -> put(rows.addObject(), figures));
        if (threshold != null) {
            ThresholdChange change = backtest.change(spec.threshold(), threshold);
            ObjectNode node = object.putObject("change");
            node.put("from", spec.threshold());
            node.put("to", threshold);
            put(node.putArray("gained"), change.gained());
            put(node.putArray("lost"), change.lost());
        }
    }

    private static void put(ObjectNode row, ThresholdFigures figures) {
        row.put("threshold", figures.threshold());
        row.put("flagged", figures.flagged());
        row.put("alerts", figures.alerts());
        row.put("alertsPerDay", figures.alertsPerDay());
        row.put("conversations", figures.conversations());
        row.put("confirmed", figures.confirmed());
        row.put("rejected", figures.rejected());
        row.put("decidedPrecision", figures.decidedPrecision());
        row.put("expectedPrecision", figures.meanScore());
    }

    private static void put(ArrayNode array, List<RecordedScore> alerts) {
        alerts.forEach(alert -> {
            ObjectNode node = array.addObject();
            node.put("conversationId", alert.conversationId());
            node.put("turnId", alert.turnId());
            node.put("score", alert.score());
            node.put("confirmed", alert.confirmed());
        });
    }
}
