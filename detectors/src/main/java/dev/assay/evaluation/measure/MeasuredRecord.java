package dev.assay.evaluation.measure;

import static java.util.Objects.requireNonNull;

import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import java.util.Map;

/**
 * A record as every scorer needs it; without its text.
 *
 * @param file name, without a directory
 * @param benign whether it is of a benign file, and so negative whatever its label
 * @param turns read
 * @param tokens of those turns
 * @param characters of all its messages, UTF-16 units
 * @param detectors by detector id: those of its category, or all if it is benign
 */
public record MeasuredRecord(
        String file,
        boolean benign,
        String id,
        String category,
        String subset,
        String group,
        boolean positive,
        int turns,
        long tokens,
        int characters,
        WordCounts words,
        Map<String, DetectorMeasurement> detectors) {

    public MeasuredRecord {
        requireNonNull(words, "words");
        detectors = Map.copyOf(detectors);
    }

    static MeasuredRecord of(
            LabelledRecord record,
            String file,
            boolean benign,
            int turns,
            long tokens,
            Map<String, DetectorMeasurement> detectors) {
        return new MeasuredRecord(
                file,
                benign,
                record.id(),
                record.category(),
                record.subset(),
                record.group(),
                !benign && record.label() == Label.POSITIVE,
                turns,
                tokens,
                record.messages().stream()
                        .mapToInt(message -> message.text().length())
                        .sum(),
                WordCounts.of(record.messages()),
                detectors);
    }

    /** @throws IllegalArgumentException if the detector did not measure this record */
    public DetectorMeasurement detector(String id) {
        DetectorMeasurement measurement = detectors.get(id);
        if (measurement == null) {
            throw new IllegalArgumentException("record " + this.id + " has no measurement of detector '" + id
                    + "'; expected one of " + detectors.keySet());
        }
        return measurement;
    }
}
