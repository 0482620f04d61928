package dev.assay.cli;

import dev.assay.config.Config;
import dev.assay.config.ConfigException;
import dev.assay.config.ConfigLoader;
import dev.assay.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of every command that needs the service's configuration. */
final class ConfigOptions {

    private static final Pattern SECRET = Pattern.compile(".*(password|secret|jaas\\.config|keystore\\.key)");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "A properties file; may be given several times, later ones override earlier ones. Then come "
                    + "environment variables, see docs/configuration.md.")
    private final List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, e.g. assay.bootstrap.servers=kafka:9092; overrides all else.")
    private final Map<String, String> overrides = new LinkedHashMap<>();

    /** @throws dev.assay.config.ConfigException if anything given is unknown or invalid */
    Config load() {
        return loadWith(Map.of());
    }

    /** The same with settings that the command itself needs. */
    Config loadWith(Map<String, String> needed) {
        requireNoSecrets();
        Map<String, String> all = new HashMap<>(overrides);
        all.putAll(needed);
        Config config = ConfigLoader.load(files, System.getenv(), all);
        return config.optional(Settings.BUNDLE).isPresent()
                ? config
                : config.with(Map.of(Settings.BUNDLE.name(), Home.bundle(null).toString()));
    }

    /** Every user of a machine can read its command lines. */
    private void requireNoSecrets() {
        List<String> problems = new ArrayList<>();
        overrides.forEach((name, value) -> {
            if (SECRET.matcher(name).matches() && !value.startsWith("${")) {
                problems.add(
                        name + " is on the command line, which every user of the machine can read; expected it in a "
                                + "file, or as an environment variable");
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
