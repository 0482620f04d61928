package dev.assay.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One row of the table of settings.
 *
 * @param name as written in a properties file, starting with {@code assay.}
 * @param defaultText parsed like any other value
 * @param documentation one or two sentences of Markdown
 * @param secret whether the value must not be printed
 */
public record Setting<T>(
        String name, Kind<T> kind, String defaultText, Importance importance, String documentation, boolean secret) {

    static final String PREFIX = "assay.";

    public Setting {
        requireNonNull(kind, "kind");
        requireNonNull(importance, "importance");
        requireNonNull(documentation, "documentation");
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException("setting is '" + name + "'; expected a name starting with " + PREFIX);
        }
        requireNonNull(kind.parser().apply(defaultText), "default");
    }

    static <T> Setting<T> of(
            String name, Kind<T> kind, String defaultText, Importance importance, String documentation) {
        return new Setting<>(name, kind, defaultText, importance, documentation, false);
    }

    static <T> Setting<T> secret(
            String name, Kind<T> kind, String defaultText, Importance importance, String documentation) {
        return new Setting<>(name, kind, defaultText, importance, documentation, true);
    }

    /** The name in upper case, with dots and dashes as underscores: {@code ASSAY_INPUT_TOPIC}. */
    public String environmentName() {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** @throws IllegalArgumentException whose message gives name, value and what was expected */
    public T parse(String text) {
        try {
            return kind.parser().apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is '" + shown(text) + "'; expected " + kind.expectation(), e);
        }
    }

    String shown(String text) {
        return secret && !text.isEmpty() ? "(hidden)" : text;
    }
}
