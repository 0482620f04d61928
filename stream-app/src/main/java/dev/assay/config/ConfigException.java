package dev.assay.config;

import java.io.Serial;
import java.util.List;

/** The configuration cannot be used. The message has a line for each problem: name, value, what was expected. */
public final class ConfigException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
