package dev.assay.cli;

import dev.assay.config.Config;
import dev.assay.offline.FileScorer;
import dev.assay.offline.JsonResults;
import dev.assay.offline.RecordLines;
import dev.assay.terminal.Figures;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import dev.assay.topology.Wire;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a file without Kafka. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores a file without Kafka, with the verdicts the stream would give.",
            "Writes one JSON object for each turn: the verdicts of all detectors, with their evidence.",
            "Turns that cannot be read are written as rejected; then it exits with 1."
        })
final class ScoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "A JSONL or JSONL.gz file: a transcript (id, messages) or a turn on each line.")
    private Path input = Path.of("");

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Where the verdicts are written.")
    private Path output = Path.of("");

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    ScoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        long records;
        long unread;
        try (RecordLines lines = RecordLines.open(input)) {
            records = lines.count();
        }
        try (LoadedBundle loaded = LoadedBundle.of(options);
                RecordLines lines = RecordLines.open(input);
                JsonResults results = new JsonResults(
                        new BufferedOutputStream(Files.newOutputStream(output)),
                        loaded.bundle().digest(),
                        loaded.bundle().detectors())) {
            Config config = loaded.config();
            FileScorer scorer = new FileScorer(config, Wire.of(config).input(), loaded.bundle(), loaded.reader());
            score(scorer, lines, results, records);
            unread = results.unread();
        }
        requireAllRead(unread, output);
        return ExitCode.OK;
    }

    /** What was read is written all the same. */
    static void requireAllRead(long unread, Path output) throws CommandException {
        if (unread > 0) {
            throw new CommandException(
                    ExitCode.FAILED,
                    Figures.count(unread, "turn")
                            + " could not be read and have no verdict, as if sent to the dead letters; " + output
                            + " says which and why under \"rejected\"");
        }
    }

    private void score(FileScorer scorer, RecordLines lines, JsonResults results, long records) throws IOException {
        long started = System.nanoTime();
        try (ProgressLine progress = new ProgressLine(terminal)) {
            long line = 0;
            for (byte[] record = lines.next(); record != null; record = lines.next()) {
                line++;
                scorer.add(line, record, results);
                progress.update("scoring", line, records, Figures.rate(results.tokens(), seconds(started), "tokens"));
            }
            scorer.finish(results);
        }
        double seconds = seconds(started);
        terminal.err()
                .println("scored " + Figures.count(results.turns(), "turn") + ", "
                        + Figures.count(results.tokens(), "token") + " in " + Figures.seconds(seconds) + " ("
                        + Figures.rate(results.tokens(), seconds, "tokens") + "); "
                        + Figures.count(results.flagged()) + " flagged; verdicts are in " + output);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
