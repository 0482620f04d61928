package dev.assay.faults;

import java.util.List;
import java.util.Map;

/**
 * What a service process runs in.
 *
 * @param prefix of its command line; must end by becoming the rest of it, so that the process id is the service's
 * @param environment besides the ordinary
 */
record Surroundings(List<String> prefix, Map<String, String> environment) {

    static final Surroundings ORDINARY = new Surroundings(List.of(), Map.of());

    Surroundings {
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
    }
}
