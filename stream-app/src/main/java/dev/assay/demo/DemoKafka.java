package dev.assay.demo;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.Map;
import java.util.function.Function;

/** A broker for the demo, with the topics and the configuration of the monitor. Closing it deletes all its data. */
final class DemoKafka implements AutoCloseable {

    private static final int RECORD_OVERHEAD = 1 << 20;

    private final EmbeddedBroker broker;
    private final TemporaryDirectory directory;
    private final Config config;

    private DemoKafka(EmbeddedBroker broker, TemporaryDirectory directory, Config config) {
        this.broker = broker;
        this.directory = directory;
        this.config = config;
    }

    /** @param configuration completes the settings chosen here */
    static DemoKafka start(Function<Map<String, String>, Config> configuration) {
        TemporaryDirectory directory = TemporaryDirectory.create("assay-demo");
        EmbeddedBroker broker = null;
        try {
            broker = EmbeddedBroker.start(0, directory.path().resolve("broker"), Map.of());
            Config config = configuration
                    .apply(Map.of(
                            Settings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers(),
                            Settings.APPLICATION_ID.name(), "assay-demo",
                            Settings.STATE_DIR.name(),
                                    directory.path().resolve("state").toString(),
                            Settings.REPLICATION_FACTOR.name(), "1",
                            Settings.ALERT_EXCERPT.name(), "true",
                            Settings.ACTIVATIONS.name(), "true", // by which the demo knows what was judged
                            Settings.WIRE_FORMAT.name(), "json",
                            Settings.HTTP_PORT.name(), "0"))
                    .withoutPassedOn(); // how the user reaches other brokers
            DemoKafka kafka = new DemoKafka(broker, directory, config);
            MonitorTopics.create(broker, config, Map.of("max.message.bytes", Integer.toString(kafka.maxRecordBytes())));
            return kafka;
        } catch (RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            directory.close();
            throw e;
        }
    }

    Config config() {
        return config;
    }

    /** Settings for Kafka clients. */
    Map<String, Object> client() {
        return config.kafkaClient();
    }

    /** The largest record that the input topic takes: more than the monitor reads, so that it can refuse it. */
    int maxRecordBytes() {
        return config.get(Settings.MAX_RECORD_BYTES) + RECORD_OVERHEAD;
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
