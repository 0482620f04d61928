package dev.assay.benchmarks;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.demo.MonitorTopics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings and topics of a service that runs in a process of its own. */
final class ServiceSettings {

    private static final String APPLICATION = "measured";

    private ServiceSettings() {}

    static String inputTopic() {
        return Settings.INPUT_TOPIC.defaultText();
    }

    /**
     * Creates the topics, too.
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
        MonitorTopics.create(broker, Config.of(all), Map.of());
        return all;
    }
}
