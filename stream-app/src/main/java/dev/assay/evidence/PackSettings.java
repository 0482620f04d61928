package dev.assay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Config;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings that bear on verdicts, as {@code assay.properties} of a pack: one on each line. */
final class PackSettings {

    private static final List<String> BEARING = List.of("assay.context.", "assay.intake.", "assay.conversation.");

    private PackSettings() {}

    static byte[] write(Config config) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(config.shown()).forEach((name, value) -> {
            if (BEARING.stream().anyMatch(name::startsWith)) {
                text.append(name).append('=').append(value).append('\n');
            }
        });
        return text.toString().getBytes(UTF_8);
    }

    /** @throws EvidenceException if there is anything else in it */
    static Map<String, String> read(byte[] bytes) {
        Map<String, String> settings = new TreeMap<>();
        new String(bytes, UTF_8).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 0 || BEARING.stream().noneMatch(line::startsWith)) {
                throw new EvidenceException(PackFiles.SETTINGS
                        + " has a line that is no setting of a pack; expected only " + String.join(", ", BEARING));
            }
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return settings;
    }
}
