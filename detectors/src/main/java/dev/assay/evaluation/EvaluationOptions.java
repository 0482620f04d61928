package dev.assay.evaluation;

import java.nio.file.Path;
import java.util.List;

/**
 * What is evaluated.
 *
 * @param data labelled files
 * @param benign files whose every record counts as benign, whatever its label; may be empty
 * @param turnsPerRecord later turns of a record are not read
 * @param inFlight turns being read at once
 * @param sample which records of each labelled file
 * @param benignSample which records of each benign file
 */
public record EvaluationOptions(
        List<Path> data,
        List<Path> benign,
        int turnsPerRecord,
        int inFlight,
        RecordSample sample,
        RecordSample benignSample) {

    public EvaluationOptions {
        data = List.copyOf(data);
        benign = List.copyOf(benign);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("data is empty; expected at least one labelled file");
        }
        if (turnsPerRecord < 1 || inFlight < 1) {
            throw new IllegalArgumentException("turnsPerRecord is " + turnsPerRecord + " and inFlight " + inFlight
                    + "; expected at least 1 of each");
        }
    }

    /** All turns of all records, and enough of them at once to keep the reader busy. */
    public static EvaluationOptions of(List<Path> data, List<Path> benign) {
        return new EvaluationOptions(data, benign, Integer.MAX_VALUE, 32, RecordSample.ALL, RecordSample.ALL);
    }

    /** The same with other records, of benign files as well. */
    public EvaluationOptions with(RecordSample newSample) {
        return new EvaluationOptions(data, benign, turnsPerRecord, inFlight, newSample, newSample);
    }

    public EvaluationOptions withBenign(RecordSample newSample) {
        return new EvaluationOptions(data, benign, turnsPerRecord, inFlight, sample, newSample);
    }

    /** Of a labelled file or, where {@code ofBenign}, of one whose every record counts as benign. */
    public RecordSample sample(boolean ofBenign) {
        return ofBenign ? benignSample : sample;
    }
}
