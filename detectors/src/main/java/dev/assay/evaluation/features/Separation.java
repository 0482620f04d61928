package dev.assay.evaluation.features;

import dev.assay.catalogue.FeatureMeasurement.Discrimination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How well one number tells harmful records from harmless ones. Not thread-safe. */
final class Separation {

    private record Scored(double value, boolean positive) {}

    private final List<Scored> records = new ArrayList<>();

    void add(double value, boolean positive) {
        records.add(new Scored(value, positive));
    }

    /**
     * At the threshold where recall less the share of negatives found is largest, the highest of them where there are
     * several; null without records of both kinds.
     *
     * <p>Source: Youden, "Index for rating diagnostic tests", 1950.
     */
    @Nullable
    Discrimination best() {
        int positives = (int) records.stream().filter(Scored::positive).count();
        int negatives = records.size() - positives;
        if (positives == 0 || negatives == 0) {
            return null;
        }
        List<Scored> descending = records.stream()
                .sorted(Comparator.comparingDouble(Scored::value).reversed())
                .toList();
        double threshold = descending.get(0).value(); // nothing is above it
        double best = 0;
        int foundAtBest = 0;
        int wrongAtBest = 0;
        int found = 0;
        int wrong = 0;
        for (int i = 0; i + 1 < descending.size(); i++) {
            found += descending.get(i).positive() ? 1 : 0;
            wrong += descending.get(i).positive() ? 0 : 1;
            double next = descending.get(i + 1).value();
            double index = (double) found / positives - (double) wrong / negatives;
            if (next < descending.get(i).value() && index > best) {
                best = index;
                threshold = next;
                foundAtBest = found;
                wrongAtBest = wrong;
            }
        }
        double precision = foundAtBest == 0 ? 0 : (double) foundAtBest / (foundAtBest + wrongAtBest);
        return new Discrimination(threshold, precision, (double) foundAtBest / positives, positives, negatives);
    }
}
