package dev.assay.schemas;

import java.util.List;

/**
 * Where one dictionary feature fires in a turn: three lists with one element per token it fires at, in text order.
 *
 * @param feature index in the dictionary
 * @param starts first UTF-16 unit of each token
 * @param ends one past the last UTF-16 unit of each token
 * @param values feature activation at each token
 */
public record SparseFeature(int feature, List<Integer> starts, List<Integer> ends, List<Float> values) {

    public SparseFeature {
        Validation.notNegative(feature, "feature");
        starts = List.copyOf(starts);
        ends = List.copyOf(ends);
        values = List.copyOf(values);
        Validation.sameLength(starts, ends, "starts and ends");
        Validation.sameLength(starts, values, "starts and values");
        for (int i = 0; i < starts.size(); i++) {
            Validation.span(starts.get(i), ends.get(i));
            Validation.finite(values.get(i), "values");
        }
    }
}
