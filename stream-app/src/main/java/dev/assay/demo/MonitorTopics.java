package dev.assay.demo;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.List;
import java.util.Map;

/** The topics of a monitor on a broker that was started for it. */
public final class MonitorTopics {

    /** Of the input topic, and so the tasks of the monitor. */
    public static final int INPUT_PARTITIONS = 4;

    private MonitorTopics() {}

    /**
     * Creates those that a configuration names. All but the input have one partition.
     *
     * @param inputSettings of the input topic
     */
    public static void create(EmbeddedBroker broker, Config config, Map<String, String> inputSettings) {
        broker.createTopic(config.get(Settings.INPUT_TOPIC), INPUT_PARTITIONS, inputSettings);
        List.of(
                        Settings.ALERTS_TOPIC,
                        Settings.METRICS_TOPIC,
                        Settings.ACTIVATIONS_TOPIC,
                        Settings.DEAD_LETTERS_TOPIC,
                        Settings.DISPOSITIONS_TOPIC)
                .forEach(topic -> broker.createTopic(config.get(topic), 1, Map.of()));
    }
}
