package dev.assay.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gathers the configuration: properties files, then the environment, then the command line; the later one wins. References
 * in values are replaced.
 */
public final class ConfigLoader {

    private static final String ENVIRONMENT_PREFIX = "ASSAY_";

    /** Variables of the launcher, which are no settings. */
    private static final Set<String> LAUNCHER = Set.of("ASSAY_HOME", "ASSAY_JAVA_OPTS");

    /** What Kubernetes sets in every container for a Service whose name starts with "assay". */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("ASSAY_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT[A-Z0-9_]*)|PORT(_[0-9]+_(TCP|UDP)[A-Z_]*)?)");

    private ConfigLoader() {}

    /**
     * @param files properties files in UTF-8, each overriding those before it
     * @param environment of which variables named {@code ASSAY_...} are taken, and those that values refer to
     * @param overrides by setting name
     * @throws ConfigException if anything is unknown, invalid or unreadable
     */
    public static Config load(List<Path> files, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>();
        for (Path file : files) {
            properties.putAll(read(file));
        }
        properties.putAll(fromEnvironment(environment));
        properties.putAll(overrides);
        return Config.of(References.resolve(properties, environment));
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    List.of("configuration file is '" + file + "'; expected a readable properties file in UTF-8 ("
                            + e.getClass().getSimpleName() + ")"));
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, Setting<?>> known =
                Settings.ALL.stream().collect(Collectors.toMap(Setting::environmentName, setting -> setting));
        Map<String, String> properties = new HashMap<>();
        List<String> problems = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            Setting<?> setting = known.get(name);
            if (setting != null) {
                properties.put(setting.name(), value);
            } else if (isOurs(name)) {
                Optional<String> passedOn = passedOn(name);
                passedOn.ifPresent(property -> properties.put(property, value));
                if (passedOn.isEmpty()) {
                    problems.add("environment variable " + name
                            + " is not a setting; expected the upper-case name of one of docs/configuration.md"
                            + Spelling.advice(name, List.copyOf(known.keySet())));
                }
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return properties;
    }

    /** The name of the property a variable sets, if it is one for a client that is not ours. */
    private static Optional<String> passedOn(String variable) {
        return PassedOn.ALL.stream()
                .filter(client -> variable.startsWith(client.environmentPrefix()))
                .map(client -> client.prefix()
                        + variable.substring(client.environmentPrefix().length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'))
                .findFirst();
    }

    private static boolean isOurs(String name) {
        return name.startsWith(ENVIRONMENT_PREFIX)
                && !LAUNCHER.contains(name)
                && !SERVICE_LINK.matcher(name).matches();
    }
}
