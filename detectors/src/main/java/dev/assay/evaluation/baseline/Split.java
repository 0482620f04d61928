package dev.assay.evaluation.baseline;

import dev.assay.evaluation.measure.MeasuredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who trains baselines and who tests them. Records made from the same item (their group) stay together.
 *
 * <p>A fifth of the groups is a reserve that no source-left-out model trains on: it lends the other label to sources that
 * have only one. Half of the benign records train, as negatives; the other half measures false positives.
 */
public final class Split {

    private static final int FOLDS = 5;
    private static final int RESERVE = 0; // the fold that is the reserve

    private final List<MeasuredRecord> labelled;
    private final List<MeasuredRecord> benign;
    private final Map<String, Integer> labelledFolds; // by group
    private final Map<String, Integer> benignFolds; // by group

    /** @param seed draws folds and halves */
    public Split(List<MeasuredRecord> labelled, List<MeasuredRecord> benign, long seed) {
        this.labelled = List.copyOf(labelled);
        this.benign = List.copyOf(benign);
        this.labelledFolds = folds(labelled, FOLDS, seed);
        this.benignFolds = folds(benign, 2, seed);
    }

    public List<MeasuredRecord> labelled() {
        return labelled;
    }

    /** No model trains on these; false positives are counted among them. */
    public List<MeasuredRecord> benignTest() {
        return benign.stream()
                .filter(record -> benignFolds.getOrDefault(record.group(), 0) == 0)
                .toList();
    }

    /** Whether no source-left-out model trains on the record. */
    public boolean reserved(MeasuredRecord record) {
        return fold(record) == RESERVE;
    }

    int fold(MeasuredRecord record) {
        return labelledFolds.getOrDefault(record.group(), RESERVE);
    }

    List<MeasuredRecord> trainingWithoutSource(String source) {
        return withBenign(labelled.stream()
                .filter(record -> !reserved(record) && !record.subset().equals(source)));
    }

    List<MeasuredRecord> trainingWithoutFold(int fold) {
        return withBenign(labelled.stream().filter(record -> fold(record) != fold));
    }

    private List<MeasuredRecord> withBenign(Stream<MeasuredRecord> records) {
        return Stream.concat(
                        records, benign.stream().filter(record -> benignFolds.getOrDefault(record.group(), 0) == 1))
                .toList();
    }

    private static Map<String, Integer> folds(List<MeasuredRecord> records, int count, long seed) {
        TreeSet<String> groups = new TreeSet<>();
        records.forEach(record -> groups.add(record.group()));
        List<String> shuffled = new ArrayList<>(groups);
        Collections.shuffle(shuffled, new Random(seed));
        Map<String, Integer> folds = new HashMap<>();
        for (int i = 0; i < shuffled.size(); i++) {
            folds.put(shuffled.get(i), i % count);
        }
        return folds;
    }
}
