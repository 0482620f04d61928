package dev.assay.evaluation.baseline;

import dev.assay.evaluation.measure.DetectorMeasurement;
import dev.assay.evaluation.measure.MeasuredRecord;
import dev.assay.evaluation.measure.WordCounts;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a row of numbers of a record, on scales taken from the records trained on. Immutable once made. */
sealed interface RowEncoder {

    int columns();

    SparseRow encode(MeasuredRecord record);

    /** Bag of words and word pairs: {@code (1 + log count) * inverse document frequency}, each row of length 1. */
    final class Words implements RowEncoder {
        private final double[] rarity; // [WordCounts.BUCKETS]

        Words(List<MeasuredRecord> trainedOn) {
            rarity = new double[WordCounts.BUCKETS];
            for (MeasuredRecord record : trainedOn) {
                for (int i = 0; i < record.words().distinct(); i++) {
                    rarity[record.words().bucketAt(i)]++;
                }
            }
            for (int bucket = 0; bucket < rarity.length; bucket++) {
                rarity[bucket] = Math.log((1.0 + trainedOn.size()) / (1 + rarity[bucket])) + 1;
            }
        }

        @Override
        public int columns() {
            return WordCounts.BUCKETS;
        }

        @Override
        public SparseRow encode(MeasuredRecord record) {
            WordCounts words = record.words();
            int[] columns = new int[words.distinct()];
            float[] values = new float[columns.length];
            double square = 0;
            for (int i = 0; i < columns.length; i++) {
                columns[i] = words.bucketAt(i);
                values[i] = (float) ((1 + Math.log(words.count(i))) * rarity[columns[i]]);
                square += values[i] * values[i];
            }
            for (int i = 0; i < values.length; i++) {
                values[i] /= (float) Math.sqrt(square);
            }
            return new SparseRow(columns, values);
        }
    }

    /** A detector's evidence features, each with mean 0 and deviation 1 over the records trained on. */
    final class Features implements RowEncoder {
        private final String detector;
        private final double[] mean; // [features]
        private final double[] deviation; // [features]

        Features(String detector, List<MeasuredRecord> trainedOn) {
            this.detector = detector;
            int count = trainedOn.isEmpty()
                    ? 0
                    : trainedOn.get(0).detector(detector).features();
            this.mean = new double[count];
            this.deviation = new double[count];
            for (MeasuredRecord record : trainedOn) {
                for (int i = 0; i < count; i++) {
                    mean[i] += record.detector(detector).feature(i) / trainedOn.size();
                }
            }
            for (MeasuredRecord record : trainedOn) {
                for (int i = 0; i < count; i++) {
                    double off = record.detector(detector).feature(i) - mean[i];
                    deviation[i] += off * off / trainedOn.size();
                }
            }
            for (int i = 0; i < count; i++) {
                deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : 1;
            }
        }

        @Override
        public int columns() {
            return mean.length;
        }

        @Override
        public SparseRow encode(MeasuredRecord record) {
            DetectorMeasurement measurement = record.detector(detector);
            float[] values = new float[mean.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((measurement.feature(i) - mean[i]) / deviation[i]);
            }
            return new SparseRow(IntStream.range(0, values.length).toArray(), values);
        }
    }
}
