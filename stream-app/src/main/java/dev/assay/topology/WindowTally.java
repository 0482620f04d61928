package dev.assay.topology;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of one window and group of turns.
 *
 * @param newest record time of its latest turn
 * @param detectors by detector id
 */
record WindowTally(long newest, Map<String, DetectorTally> detectors) {

    static final WindowTally EMPTY = new WindowTally(0, Map.of());

    WindowTally {
        detectors = Map.copyOf(detectors);
    }

    WindowTally plus(TurnTally turn, long recordTime) {
        Map<String, DetectorTally> sums = new TreeMap<>(detectors);
        for (TurnTally.Result result : turn.results()) {
            sums.put(
                    result.detector(),
                    sums.getOrDefault(result.detector(), DetectorTally.EMPTY).plus(result));
        }
        return new WindowTally(Math.max(newest, recordTime), sums);
    }
}
