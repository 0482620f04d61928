package dev.assay.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** A complete, checked configuration. Immutable. {@link #toString()} hides secrets. */
public final class Config {

    private static final List<Setting<String>> TOPICS = List.of(
            Settings.INPUT_TOPIC,
            Settings.ALERTS_TOPIC,
            Settings.METRICS_TOPIC,
            Settings.ACTIVATIONS_TOPIC,
            Settings.DEAD_LETTERS_TOPIC,
            Settings.DISPOSITIONS_TOPIC,
            Settings.ERASURES_TOPIC,
            Settings.AUDIT_TOPIC);

    private final Map<String, String> given; // as given, by name
    private final Map<Setting<?>, Object> values;
    private final Map<PassedOn, Map<String, String>> passedOn; // by name without its prefix

    private Config(
            Map<String, String> given, Map<Setting<?>, Object> values, Map<PassedOn, Map<String, String>> passedOn) {
        this.given = given;
        this.values = values;
        this.passedOn = passedOn;
    }

    /**
     * @param properties by name, {@code assay.*}, {@code kafka.*} and {@code registry.*}; what is not given has its default
     * @throws ConfigException naming every unknown name and invalid value
     */
    public static Config of(Map<String, String> properties) {
        Map<String, String> unknown = new TreeMap<>(properties);
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        Map<PassedOn, Map<String, String>> passedOn = new LinkedHashMap<>();
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
        for (PassedOn client : PassedOn.ALL) {
            passedOn.put(client, takeOut(client, unknown, problems));
        }
        List<String> known = Settings.ALL.stream().map(Setting::name).toList();
        unknown.keySet()
                .forEach(name -> problems.add(name + " is not a setting; expected one of docs/configuration.md"
                        + Spelling.advice(name, known)));
        Config config = new Config(Map.copyOf(properties), values, passedOn);
        if (problems.isEmpty()) {
            config.check(problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private static Map<String, String> takeOut(PassedOn client, Map<String, String> properties, List<String> problems) {
        Map<String, String> taken = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (!name.startsWith(client.prefix())) {
                return;
            }
            if (!client.allows(name)) {
                problems.add(name + " cannot be set; expected " + client.prefix() + " followed by one of "
                        + String.join(", ", client.names()));
            }
            taken.put(name.substring(client.prefix().length()), value.strip());
        });
        taken.keySet().forEach(name -> properties.remove(client.prefix() + name));
        return taken;
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
        return Map.copyOf(passedOn.getOrDefault(PassedOn.KAFKA, Map.of()));
    }

    /** Settings for a Kafka client of any kind: the brokers, and {@link #kafka()}; may hold secrets. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> client = new LinkedHashMap<>(kafka());
        client.put("bootstrap.servers", get(Settings.BOOTSTRAP_SERVERS));
        return client;
    }

    /** Settings for the schema registry's client, without the {@code registry.} in front; may hold secrets. */
    public Map<String, String> registry() {
        return Map.copyOf(passedOn.getOrDefault(PassedOn.REGISTRY, Map.of()));
    }

    /** The value of a path that may be left out. */
    public Optional<Path> optional(Setting<Path> setting) {
        return Optional.of(get(setting)).filter(path -> !path.toString().isEmpty());
    }

    /** This configuration with other values for the given names; checked anew. */
    public Config with(Map<String, String> properties) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.putAll(properties);
        return of(all);
    }

    /** This configuration without the settings of clients that are not ours. */
    public Config withoutPassedOn() {
        Map<String, String> ours = new LinkedHashMap<>(given);
        ours.keySet().removeIf(name -> PassedOn.ALL.stream().anyMatch(client -> name.startsWith(client.prefix())));
        return of(ours);
    }

    private void check(List<String> problems) {
        checkLogin(problems);
        Set<String> names = new HashSet<>();
        for (Setting<String> topic : TOPICS) {
            if (!get(topic).isEmpty() && !names.add(get(topic))) {
                problems.add(topic.name() + " is '" + get(topic) + "'; expected a topic that no other setting names");
            }
        }
        if (URI.create(get(Settings.REGISTRY_URL)).getUserInfo() != null) {
            problems.add(Settings.REGISTRY_URL.name() + " holds a user name or password; expected them as "
                    + PassedOn.REGISTRY.prefix() + "apicurio.auth.username and " + PassedOn.REGISTRY.prefix()
                    + "apicurio.auth.password");
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

    /** Kafka would quote what it does not understand, and that may be a password. */
    private void checkLogin(List<String> problems) {
        String login = kafka().get(SaslConfigs.SASL_JAAS_CONFIG);
        if (login == null) {
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(login)));
        } catch (IllegalArgumentException | KafkaException e) {
            problems.add(PassedOn.KAFKA.prefix() + SaslConfigs.SASL_JAAS_CONFIG
                    + " is '(hidden)'; expected CLASS required NAME=\"VALUE\" ...; with an allowed class, and with a \\ in "
                    + "front of each \" and \\ of a value");
        }
    }

    /** Every setting of ours as text, by name, in the order of the documentation; secrets are hidden. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            shown.put(setting.name(), setting.shown(textOf(setting)));
        }
        return shown;
    }

    /** Every setting as a properties file: first those given another value than the default, secrets hidden. */
    @Override
    public String toString() {
        StringBuilder set = new StringBuilder("# set" + System.lineSeparator());
        StringBuilder defaults = new StringBuilder("# defaults" + System.lineSeparator());
        Map<String, String> shown = shown();
        for (Setting<?> setting : Settings.ALL) {
            boolean isDefault = setting.defaultText().equals(textOf(setting));
            (isDefault ? defaults : set)
                    .append(setting.name())
                    .append(" = ")
                    .append(shown.get(setting.name()))
                    .append(System.lineSeparator());
        }
        passedOn.forEach((client, settings) -> settings.keySet().forEach(name -> set.append(client.prefix())
                .append(name)
                .append(" = (hidden)")
                .append(System.lineSeparator())));
        return set.append(System.lineSeparator()).append(defaults).toString();
    }

    private String textOf(Setting<?> setting) {
        return given.getOrDefault(setting.name(), setting.defaultText());
    }
}
