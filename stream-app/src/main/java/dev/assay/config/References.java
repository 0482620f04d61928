package dev.assay.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Replaces references in the values of settings by what they refer to, so that secrets need not stand in the configuration:
 * {@code ${file:PATH:KEY}}, {@code ${directory:PATH:FILE}} and {@code ${env:NAME}}, in the notation of Kafka and by its
 * providers.
 */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:file|directory|env):[^}]*}");

    private References() {}

    /**
     * @param properties by name
     * @param environment what {@code env} refers to
     * @throws ConfigException naming every reference to what is not there
     */
    static Map<String, String> resolve(Map<String, String> properties, Map<String, String> environment) {
        Map<String, ConfigProvider> providers = Map.of(
                "file", new FileConfigProvider(),
                "directory", new WholeFiles(new DirectoryConfigProvider()),
                "env", new EnvVarConfigProvider(environment));
        providers.values().forEach(provider -> provider.configure(Map.of()));
        ConfigTransformer transformer = new ConfigTransformer(providers);
        Map<String, String> resolved = new HashMap<>();
        List<String> problems = new ArrayList<>();
        new TreeMap<>(properties)
                .forEach((name, value) -> resolved.put(name, resolve(name, value, transformer, problems)));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return resolved;
    }

    /** Kafka leaves a reference as it is if there is no such key, and throws if there is no such file. */
    private static String resolve(String name, String value, ConfigTransformer transformer, List<String> problems) {
        List<String> references =
                REFERENCE.matcher(value).results().map(MatchResult::group).toList();
        if (references.isEmpty()) {
            return value;
        }
        String resolved = value;
        try {
            resolved = transformer.transform(Map.of(name, value)).data().getOrDefault(name, value);
        } catch (org.apache.kafka.common.config.ConfigException | IllegalArgumentException e) {
            // every reference of it is still there; the second for what is no path and what is no properties file
        }
        for (String reference : references) {
            if (resolved.contains(reference)) {
                problems.add(name + " refers to " + reference
                        + ", which is not there or cannot be read; expected ${file:PATH:KEY} with a properties file, "
                        + "${directory:PATH:FILE} with a file of only the value, or ${env:NAME}");
            }
        }
        return resolved;
    }

    /** Files that hold a value and nothing else but, perhaps, the end of the line. */
    private record WholeFiles(ConfigProvider files) implements ConfigProvider {

        private static final Pattern LINE_END = Pattern.compile("\\R\\z");

        @Override
        public void configure(Map<String, ?> configs) {
            files.configure(configs);
        }

        @Override
        public ConfigData get(String path) {
            return withoutLineEnds(files.get(path));
        }

        @Override
        public ConfigData get(String path, Set<String> keys) {
            return withoutLineEnds(files.get(path, keys));
        }

        private static ConfigData withoutLineEnds(ConfigData data) {
            Map<String, String> values = new HashMap<>(data.data());
            values.replaceAll((file, value) -> LINE_END.matcher(value).replaceFirst(""));
            return new ConfigData(values);
        }

        @Override
        public void close() throws IOException {
            files.close();
        }
    }
}
