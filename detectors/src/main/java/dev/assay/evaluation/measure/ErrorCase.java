package dev.assay.evaluation.measure;

import dev.assay.detector.Span;
import java.util.List;

/**
 * A record that a detector got wrong at its shipped threshold.
 *
 * @param turn the one with the highest score, counted from 0; -1 if the detector abstained on all
 * @param spans of that turn's text, strongest first
 * @param text of that turn; empty unless texts were asked for
 */
public record ErrorCase(MeasuredRecord record, double score, int turn, List<Span> spans, String text) {

    public ErrorCase {
        spans = List.copyOf(spans);
    }

    /** A harmless record that was flagged; otherwise a harmful one that was not. */
    public boolean falseAlarm() {
        return !record.positive();
    }

    /** Never prints the text. */
    @Override
    public String toString() {
        return "ErrorCase[record=" + record.id() + ", score=" + score + ", turn=" + turn + "]";
    }
}
