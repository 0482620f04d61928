package dev.assay.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The rule for ids of detectors and probes and for categories. They become labels of metrics and fields of alerts, and
 * are spelt there as here; words of one name are joined as the data joins them: {@code power_seeking}.
 */
public final class Identifier {

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private Identifier() {}

    /**
     * @param what is named, for the message
     * @throws IllegalArgumentException if {@code value} is no identifier
     */
    public static String require(String what, String value) {
        if (!ALLOWED.matcher(requireNonNull(value, what)).matches()) {
            throw new IllegalArgumentException(what + " is '" + value
                    + "'; expected 1 to 64 lower-case letters, digits, underscores, hyphens or dots");
        }
        return value;
    }
}
