package dev.assay.topology;

import java.util.Map;
import java.util.TreeMap;

/** The counts of one window and group of turns, by detector id. */
record WindowTally(Map<String, DetectorTally> detectors) {

    static final WindowTally EMPTY = new WindowTally(Map.of());

    WindowTally {
        detectors = Map.copyOf(detectors);
    }

    WindowTally plus(TurnTally turn) {
        Map<String, DetectorTally> sums = new TreeMap<>(detectors);
        for (TurnTally.Result result : turn.results()) {
            sums.put(
                    result.detector(),
                    sums.getOrDefault(result.detector(), DetectorTally.EMPTY).plus(result));
        }
        return new WindowTally(sums);
    }
}
