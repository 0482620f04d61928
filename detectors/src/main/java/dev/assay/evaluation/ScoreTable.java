package dev.assay.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Record scores by file, category, source, detector and label: eight bytes a score. Not thread-safe. */
final class ScoreTable {

    static final String WHOLE_FILE = "*";

    /** Where a score belongs; in the order rows are reported. */
    record Key(String file, String category, String source, String detector) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = file.compareTo(other.file);
            order = order != 0 ? order : category.compareTo(other.category);
            order = order != 0 ? order : detector.compareTo(other.detector);
            return order != 0 ? order : source.compareTo(other.source);
        }
    }

    /** The scores under one key. */
    static final class Cell {
        private final List<Double> positives = new ArrayList<>();
        private final List<Double> negatives = new ArrayList<>();
        private int flagged;

        private void add(boolean positive, RecordScore score) {
            (positive ? positives : negatives).add(score.score());
            flagged += score.flagged() ? 1 : 0;
        }

        double[] positives() {
            return array(positives);
        }

        double[] negatives() {
            return array(negatives);
        }

        int flagged() {
            return flagged;
        }
    }

    private final Map<Key, Cell> cells = new TreeMap<>();
    private final Map<String, List<Double>> benign = new TreeMap<>(); // by detector

    void add(String file, LabelledRecord record, boolean positive, Map<String, RecordScore> scores) {
        scores.forEach((detector, score) -> {
            for (String source : List.of(WHOLE_FILE, record.subset())) {
                cells.computeIfAbsent(new Key(file, record.category(), source, detector), key -> new Cell())
                        .add(positive, score);
            }
        });
    }

    void addBenign(Map<String, RecordScore> scores) {
        scores.forEach((detector, score) ->
                benign.computeIfAbsent(detector, key -> new ArrayList<>()).add(score.score()));
    }

    Map<Key, Cell> cells() {
        return cells;
    }

    double[] benign(String detector) {
        return array(benign.getOrDefault(detector, List.of()));
    }

    private static double[] array(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
