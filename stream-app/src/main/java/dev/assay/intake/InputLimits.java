package dev.assay.intake;

import dev.assay.config.Config;
import dev.assay.config.Settings;

/**
 * How large input may be; what is larger is rejected, never cut.
 *
 * @param recordBytes of one record's value
 * @param turnCharacters UTF-16 units of one turn's text
 * @param turns in one transcript
 */
public record InputLimits(int recordBytes, int turnCharacters, int turns) {

    /** Characters of an id or of a model's name. */
    static final int NAME_CHARACTERS = 512;

    public static InputLimits of(Config config) {
        return new InputLimits(
                config.get(Settings.MAX_RECORD_BYTES),
                config.get(Settings.MAX_TURN_CHARACTERS),
                config.get(Settings.MAX_TURNS));
    }
}
