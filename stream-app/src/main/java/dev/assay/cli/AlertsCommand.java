package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.follow.AlertFeed;
import dev.assay.follow.SourceText;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.terminal.AlertView;
import dev.assay.terminal.Figures;
import dev.assay.terminal.Terminal;
import dev.assay.topology.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the alerts topic in a terminal. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Follows the alerts topic and shows each alert with its text, which is read from the input topic "
                + "by the alert's coordinates. Joins no consumer group and changes nothing. Ctrl-C ends it.")
final class AlertsCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Terminal terminal;
    private final JsonCodec<Alert> codec = new JsonCodec<>(RecordMapper.of(Alert.class, Schemas.of(Alert.class)));

    @Option(names = "--from-beginning", description = "Show the alerts that are in the topic already, too.")
    private boolean fromBeginning;

    @Option(names = "--no-text", description = "Do not read the text of the turns.")
    private boolean noText;

    @Option(names = "--limit", paramLabel = "N", description = "End after so many alerts.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print alerts as JSON, one object a line, without the text.")
    private boolean json;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AlertsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Config config = options.load();
        Wire wire = Wire.of(config);
        Map<String, Object> client = config.kafkaClient();
        AlertView view = new AlertView(terminal.ansi(), terminal.columns());
        long shown = 0;
        try (AlertFeed feed = new AlertFeed(
                        client,
                        config.get(Settings.ALERTS_TOPIC),
                        wire.format().serde(Alert.class).deserializer(),
                        fromBeginning);
                SourceText texts = new SourceText(client, wire.input())) {
            while (shown < limit) {
                long foreign = feed.foreign();
                for (Alert alert : feed.poll(POLL)) {
                    if (shown++ < limit) {
                        terminal.out().println(json ? json(alert) : show(view, alert, texts));
                    }
                }
                terminal.out().flush();
                if (feed.foreign() > foreign) {
                    terminal.err()
                            .println("assay: left out " + Figures.count(feed.foreign() - foreign, "record")
                                    + " that cannot be read as an alert, " + feed.foreign() + " so far");
                }
            }
        }
        return ExitCode.OK;
    }

    private String json(Alert alert) {
        return new String(codec.encode(alert.withoutExcerpt()), UTF_8);
    }

    private String show(AlertView view, Alert alert, SourceText texts) {
        return noText ? view.show(alert) : view.show(alert, texts.read(alert.source()));
    }
}
