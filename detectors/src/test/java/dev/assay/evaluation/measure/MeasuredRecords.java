package dev.assay.evaluation.measure;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import dev.assay.evaluation.RecordScore;
import java.util.List;
import java.util.Map;

/** Measured records for tests, of one detector {@code scam}. */
public final class MeasuredRecords {

    public static final String DETECTOR = "scam";

    private MeasuredRecords() {}

    /** A labelled record of one message. */
    public static MeasuredRecord labelled(
            String id, String subset, String group, boolean positive, double score, String text) {
        return record("data.jsonl", false, id, subset, group, positive, score, text);
    }

    public static MeasuredRecord benign(String id, double score, String text) {
        return record("benign.jsonl", true, id, "pool", id, false, score, text);
    }

    private static MeasuredRecord record(
            String file,
            boolean benign,
            String id,
            String subset,
            String group,
            boolean positive,
            double score,
            String text) {
        Map<String, DetectorMeasurement> detectors = Map.of(
                DETECTOR,
                new DetectorMeasurement(new RecordScore(score, 0, 1, score >= 0.5 ? 1 : 0), score, 0, new float[] {
                    (float) score, 1 - (float) score
                }));
        return new MeasuredRecord(
                file,
                benign,
                id,
                DETECTOR,
                subset,
                group,
                positive,
                1,
                5,
                text.length(),
                WordCounts.of(List.of(new Message(Role.USER, text))),
                detectors);
    }
}
