package dev.assay.demo;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.follow.AlertFeed;
import dev.assay.follow.SourceText;
import dev.assay.offline.RecordLines;
import dev.assay.schemas.Alert;
import dev.assay.service.MonitorService;
import dev.assay.terminal.Figures;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import dev.assay.topology.Wire;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;

/**
 * Plays transcripts through Kafka and the monitor and shows the alerts that come back.
 *
 * <p>Everything is real: the broker, the topics, the reader, the transactions; only that it all runs in this process.
 */
public final class Demo {

    private static final String OWN_TRANSCRIPTS = "demo.jsonl";

    private final DemoOptions options;
    private final Terminal terminal;
    private final Ledger ledger = new Ledger(Clock.systemUTC());

    public Demo(DemoOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
    }

    /**
     * Runs until all turns have an outcome and, unless the options say to exit then, until the process is told to end.
     *
     * @param configuration completes the settings the demo chooses
     * @throws IOException if the input cannot be read, or the monitor stops
     * @throws InterruptedException if the process was told to end
     */
    public DemoReport run(Function<Map<String, String>, Config> configuration)
            throws IOException, InterruptedException {
        long records;
        try (RecordLines lines = open()) {
            records = Math.min(options.limit(), lines.count());
        }
        say("Starting a Kafka broker and the monitor in this process ...");
        try (Ending ending = Ending.ofThisThread();
                DemoKafka kafka = DemoKafka.start(configuration);
                MonitorService service = MonitorService.start(kafka.config(), ledger)) {
            return ending.interruptibly(() -> show(kafka, service, records));
        }
    }

    private DemoReport show(DemoKafka kafka, MonitorService service, long records)
            throws IOException, InterruptedException {
        announce(kafka, service, records);
        awaitReady(service);
        DemoReport report = play(kafka, service, records);
        terminal.out().print(options.json() ? report.json() + "\n" : "\n" + report.text());
        terminal.out().flush();
        if (!options.exit()) {
            stayUp(service);
        }
        return report;
    }

    private RecordLines open() throws IOException {
        Path input = options.input();
        if (input != null) {
            return RecordLines.open(input);
        }
        InputStream own = Demo.class.getResourceAsStream(OWN_TRANSCRIPTS);
        if (own == null) {
            throw new FileNotFoundException(OWN_TRANSCRIPTS + " is not in the stream-app jar; build it again");
        }
        return RecordLines.of(own);
    }

    private void announce(DemoKafka kafka, MonitorService service, long records) {
        var bundle = service.bundle();
        say("  broker   " + kafka.config().get(Settings.BOOTSTRAP_SERVERS) + ", real but temporary");
        say("  reader   " + bundle.reader().name() + " on " + service.engine().name() + " "
                + service.engine().version() + ", " + service.engine().device());
        say("  bundle   " + bundle.provenance().name() + ", "
                + Figures.count(bundle.detectors().size(), "detector") + ", digest "
                + bundle.digest().substring(0, 12));
        say("  metrics  " + service.metricsAddress());
        say("Playing " + Figures.count(records, "record") + " from "
                + (options.input() == null
                        ? "the demo's own transcripts"
                        : options.input().toString()) + ".\n");
    }

    private DemoReport play(DemoKafka kafka, MonitorService service, long records)
            throws IOException, InterruptedException {
        Wire wire = Wire.of(kafka.config());
        Serde<Alert> serde = wire.format().serde(Alert.class);
        String topic = kafka.config().get(Settings.ALERTS_TOPIC);
        try (ProgressLine progress = new ProgressLine(terminal);
                RecordLines lines = open();
                AlertFeed feed = new AlertFeed(kafka.client(), topic, serde.deserializer(), true);
                SourceText texts = new SourceText(kafka.client(), wire.input());
                AlertPrinter printer = new AlertPrinter(feed, texts, terminal, progress, options.json())) {
            printer.start();
            double seconds = new Playback(kafka, wire.input(), ledger, progress, records, service::health).run(lines);
            progress.finish();
            if (options.exit()) {
                service.stop(); // commits what is done, so that every alert can be read
            }
            printer.finish(ledger);
            return new DemoReport(
                    records,
                    ledger.balance(),
                    printer.categories(),
                    printer.conversations(),
                    seconds,
                    service.metricsAddress());
        }
    }

    /** So that the time the monitor takes to start counts neither as latency nor as reading. */
    private static void awaitReady(MonitorService service) throws IOException, InterruptedException {
        new Patience(service::health, () -> {}).await(millis -> {
            Thread.sleep(millis);
            return service.health().ready();
        });
    }

    private void stayUp(MonitorService service) throws IOException, InterruptedException {
        say("\nThe demo stays up, with its metrics; Ctrl-C ends it.");
        CountDownLatch never = new CountDownLatch(1);
        new Patience(service::health, () -> {}).await(millis -> never.await(millis, TimeUnit.MILLISECONDS));
    }

    private void say(String line) {
        terminal.err().println(line);
    }
}
