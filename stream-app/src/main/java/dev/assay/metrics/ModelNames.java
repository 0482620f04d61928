package dev.assay.metrics;

import dev.assay.topology.Origin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Names of chat models as label values. Producers choose them, so only the first few that look like a name are told apart.
 * Thread-safe.
 */
final class ModelNames {

    /** The producer does not say. */
    static final String UNKNOWN = "unknown";

    /** One too many, or no name. */
    static final String OTHER = "other";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,79}");

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param most that are told apart */
    ModelNames(int most) {
        this.most = most;
    }

    /** The name and version, or what stands for them. */
    String of(Origin origin) {
        String model = origin.model();
        if (model == null) {
            return UNKNOWN;
        }
        String version = origin.modelVersion();
        String name = version == null ? model : model + "@" + version;
        boolean told = known.contains(name) || (NAME.matcher(name).matches() && isAdded(name));
        return told ? name : OTHER;
    }

    private synchronized boolean isAdded(String name) {
        return known.contains(name) || (known.size() < most && known.add(name));
    }
}
