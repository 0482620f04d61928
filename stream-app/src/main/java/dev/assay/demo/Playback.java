package dev.assay.demo;

import dev.assay.config.Settings;
import dev.assay.demo.Ledger.Balance;
import dev.assay.intake.InputParser;
import dev.assay.metrics.Health;
import dev.assay.offline.RecordLines;
import dev.assay.terminal.Figures;
import dev.assay.terminal.ProgressLine;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Plays a file through the monitor and waits until each of its turns has an outcome. */
final class Playback {

    /** With nothing left to do and nothing happening for so long, what has no outcome will get none. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(60);

    private final DemoKafka kafka;
    private final InputParser parser;
    private final Ledger ledger;
    private final ProgressLine progress;
    private final long records;
    private final Patience patience;
    private final long started = System.nanoTime();
    private long played;

    /** @param records how many of the file's are played */
    Playback(
            DemoKafka kafka,
            InputParser parser,
            Ledger ledger,
            ProgressLine progress,
            long records,
            Supplier<Health> health) {
        this.kafka = kafka;
        this.parser = parser;
        this.ledger = ledger;
        this.progress = progress;
        this.records = records;
        this.patience = new Patience(health, this::show);
    }

    /** @return seconds from the first record to the last outcome */
    double run(RecordLines lines) throws IOException, InterruptedException {
        String topic = kafka.config().get(Settings.INPUT_TOPIC);
        try (Outcomes outcomes = new Outcomes(kafka.config(), kafka.client(), ledger);
                Player player =
                        new Player(kafka.client(), kafka.maxRecordBytes(), topic, parser, ledger, outcomes, patience);
                Commits commits = new Commits(kafka.client(), kafka.config().get(Settings.APPLICATION_ID), topic)) {
            while (played < records) {
                byte[] line = lines.next();
                if (line == null) {
                    throw new IOException("the input became shorter while it was played");
                }
                player.play(line);
                played++;
                show();
            }
            player.finish();
            return awaitOutcomes(outcomes, commits);
        }
    }

    private double awaitOutcomes(Outcomes outcomes, Commits commits) throws IOException, InterruptedException {
        patience.await(millis -> {
            outcomes.take(millis);
            return ledger.pending() == 0 || (ledger.isIdleFor(LOST_AFTER) && commits.allCommitted());
        });
        double seconds = seconds();
        patience.await(
                millis -> { // what comes last may have been dropped as sent again, which leaves no outcome
                    outcomes.take(millis);
                    return commits.allCommitted();
                });
        return seconds;
    }

    private void show() {
        Balance balance = ledger.balance();
        progress.update(
                "playing turns",
                balance.outcomes(),
                played < records ? -1 : balance.sent(),
                Figures.count(played) + " of " + Figures.count(records, "record") + " sent, "
                        + Figures.rate(balance.tokens(), seconds(), "tokens"));
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
