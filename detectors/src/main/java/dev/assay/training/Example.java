package dev.assay.training;

import dev.assay.evaluation.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * A harvested record as one detector learns from it.
 *
 * @param positive whether the detector's category is present
 * @param general whether it is of the unlabelled pool, which counts as negative
 * @param turns indices of its harvested turns of the detector's roles, in order; at least one
 */
record Example(int record, boolean positive, boolean general, String subset, String group, List<Integer> turns) {

    Example {
        turns = List.copyOf(turns);
    }

    /** All records that the planned detector learns from, in harvest order. */
    static List<Example> of(Harvested harvested, DetectorPlan plan) {
        List<HarvestedRecord> records = harvested.records();
        List<List<Integer>> turns = new ArrayList<>();
        records.forEach(record -> turns.add(new ArrayList<>()));
        List<HarvestedTurn> all = harvested.turns();
        for (int turn = 0; turn < all.size(); turn++) {
            if (plan.roles().contains(all.get(turn).role())) {
                turns.get(all.get(turn).record()).add(turn);
            }
        }
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            HarvestedRecord record = records.get(i);
            boolean general = record.label() == Label.UNLABELLED;
            if ((general || plan.learnsFrom(record)) && !turns.get(i).isEmpty()) {
                examples.add(new Example(
                        i, record.label() == Label.POSITIVE, general, record.subset(), record.group(), turns.get(i)));
            }
        }
        return examples;
    }
}
