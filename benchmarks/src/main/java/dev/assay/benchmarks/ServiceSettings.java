package dev.assay.benchmarks;

import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings and topics of a service that runs in a process of its own. */
final class ServiceSettings {

    /** Of the input topic, and so the tasks that share the reader. */
    static final int INPUT_PARTITIONS = 4;

    private static final String APPLICATION = "measured";

    private ServiceSettings() {}

    static String inputTopic() {
        return Settings.INPUT_TOPIC.defaultText();
    }

    /**
     * Creates the topics; all that the service writes have one partition.
     *
     * @param changes replace the defaults of the service, but for what must be chosen here
     * @return all settings
     */
    static Map<String, String> prepare(EmbeddedBroker broker, Path scratch, Path bundle, Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>(changes);
        all.put(Settings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers());
        all.put(Settings.APPLICATION_ID.name(), APPLICATION);
        all.put(Settings.REPLICATION_FACTOR.name(), "1");
        all.put(Settings.STATE_DIR.name(), scratch.resolve("state").toString());
        all.put(Settings.BUNDLE.name(), bundle.toAbsolutePath().toString());
        broker.createTopic(inputTopic(), INPUT_PARTITIONS, Map.of());
        List.of(
                        Settings.ALERTS_TOPIC,
                        Settings.METRICS_TOPIC,
                        Settings.ACTIVATIONS_TOPIC,
                        Settings.DEAD_LETTERS_TOPIC,
                        Settings.DISPOSITIONS_TOPIC)
                .forEach(topic -> broker.createTopic(topic.defaultText(), 1, Map.of()));
        return all;
    }
}
