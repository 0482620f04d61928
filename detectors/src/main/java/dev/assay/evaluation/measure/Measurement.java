package dev.assay.evaluation.measure;

import java.util.List;

/**
 * All that was measured in one evaluation.
 *
 * @param seconds spent reading and judging
 */
public record Measurement(List<MeasuredFile> files, List<MeasuredRecord> records, double seconds) {

    public static final Measurement NOTHING = new Measurement(List.of(), List.of(), 0);

    public Measurement {
        files = List.copyOf(files);
        records = List.copyOf(records);
    }

    public long turns() {
        return records.stream().mapToLong(MeasuredRecord::turns).sum();
    }

    public long tokens() {
        return records.stream().mapToLong(MeasuredRecord::tokens).sum();
    }

    /** Labelled records that the detector scored. */
    public List<MeasuredRecord> labelled(String detector) {
        return records.stream()
                .filter(record -> !record.benign() && record.detectors().containsKey(detector))
                .toList();
    }

    public List<MeasuredRecord> benign() {
        return records.stream().filter(MeasuredRecord::benign).toList();
    }

    /**
     * A file that was read.
     *
     * @param name without a directory
     * @param sha256 of its bytes, lower-case hex
     * @param records read of it
     */
    public record MeasuredFile(String name, String sha256, boolean benign, int records) {}
}
