package dev.assay.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A complete, checked configuration. Immutable. {@link #toString()} hides secrets. */
public final class Config {

    private static final List<Setting<String>> TOPICS = List.of(
            Settings.INPUT_TOPIC,
            Settings.ALERTS_TOPIC,
            Settings.METRICS_TOPIC,
            Settings.ACTIVATIONS_TOPIC,
            Settings.DEAD_LETTERS_TOPIC,
            Settings.DISPOSITIONS_TOPIC);

    private final Map<String, String> given; // as given, by name
    private final Map<Setting<?>, Object> values;
    private final Map<String, String> kafka;

    private Config(Map<String, String> given, Map<Setting<?>, Object> values, Map<String, String> kafka) {
        this.given = given;
        this.values = values;
        this.kafka = kafka;
    }

    /**
     * @param properties by name, {@code assay.*} and {@code kafka.*}; what is not given has its default
     * @throws ConfigException naming every unknown name and invalid value
     */
    public static Config of(Map<String, String> properties) {
        Map<String, String> unknown = new TreeMap<>(properties);
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        Map<String, String> kafka = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Setting<?> setting : Settings.ALL) {
            String text = properties.getOrDefault(setting.name(), setting.defaultText());
            unknown.remove(setting.name());
            try {
                values.put(setting, setting.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        unknown.forEach((name, value) -> {
            if (!name.startsWith(KafkaSettings.PREFIX)) {
                problems.add(name + " is not a setting; expected one of docs/configuration.md");
            } else if (!KafkaSettings.isPassedOn(name.substring(KafkaSettings.PREFIX.length()))) {
                problems.add(name + " cannot be set; expected kafka. followed by one of "
                        + String.join(", ", KafkaSettings.PASSED_ON));
            } else {
                kafka.put(name.substring(KafkaSettings.PREFIX.length()), value.strip());
            }
        });
        Config config = new Config(Map.copyOf(properties), values, kafka);
        if (problems.isEmpty()) {
            config.check(problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(setting.name() + " is not in the table of settings");
        }
        return setting.kind().type().cast(value);
    }

    /** Settings for all Kafka clients, without the {@code kafka.} in front; may hold secrets. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    /** This configuration with other values for the given names; checked anew. */
    public Config with(Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.putAll(properties);
        return of(all);
    }

    private void check(List<String> problems) {
        Set<String> names = new HashSet<>();
        for (Setting<String> topic : TOPICS) {
            if (!names.add(get(topic))) {
                problems.add(topic.name() + " is '" + get(topic) + "'; expected a topic that no other setting names");
            }
        }
        if (get(Settings.WIRE_FORMAT) == WireFormat.AVRO
                && get(Settings.REGISTRY_URL).isEmpty()) {
            problems.add(Settings.REGISTRY_URL.name() + " is ''; expected the registry's URL, since "
                    + Settings.WIRE_FORMAT.name() + " is 'avro'");
        }
        if (get(Settings.HTTP_USER).isEmpty() != get(Settings.HTTP_PASSWORD).isEmpty()) {
            problems.add("only one of " + Settings.HTTP_USER.name() + " and " + Settings.HTTP_PASSWORD.name()
                    + " is set; expected both or neither");
        }
        if (get(Settings.TRANSACTION_TIMEOUT)
                        .compareTo(get(Settings.COMMIT_INTERVAL).multipliedBy(10))
                < 0) {
            problems.add(Settings.TRANSACTION_TIMEOUT.name() + " is "
                    + get(Settings.TRANSACTION_TIMEOUT).toMillis() + "ms; expected at least ten times "
                    + Settings.COMMIT_INTERVAL.name());
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Setting<?> setting : Settings.ALL) {
            String value = given.getOrDefault(setting.name(), setting.defaultText());
            text.append(setting.name())
                    .append(" = ")
                    .append(setting.shown(value))
                    .append(System.lineSeparator());
        }
        kafka.keySet().forEach(name -> text.append(KafkaSettings.PREFIX)
                .append(name)
                .append(" = (hidden)")
                .append(System.lineSeparator()));
        return text.toString();
    }
}
