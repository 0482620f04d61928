package dev.assay.offline;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.FeatureActivation;
import dev.assay.detector.Outcome;
import dev.assay.detector.Span;
import dev.assay.detector.Verdict;
import dev.assay.intake.Rejection;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.Turn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes results as JSON, one object a line: what was judged, what was dropped as a duplicate, what was rejected or could not be read. */
public final class JsonResults implements FileScorer.Results, AutoCloseable {

    private final JsonGenerator json;
    private final String bundle;
    private final List<DetectorSpec> detectors;
    private long turns;
    private long tokens;
    private long flagged;
    private long unread;

    /**
     * @param out closed with this
     * @param bundle digest, written on each line
     */
    public JsonResults(OutputStream out, String bundle, List<Detector> detectors) throws IOException {
        this.json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8).setRootValueSeparator(null);
        this.bundle = bundle;
        this.detectors = detectors.stream().map(Detector::spec).toList();
    }

    @Override
    public void judged(long line, Turn turn, int turnTokens, List<Verdict> verdicts) throws IOException {
        turns++;
        tokens += turnTokens;
        flagged += verdicts.stream().anyMatch(verdict -> verdict.outcome() == Outcome.FLAGGED) ? 1 : 0;
        start(line, turn);
        json.writeNumberField("tokens", turnTokens);
        json.writeStringField("bundle", bundle);
        json.writeArrayFieldStart("verdicts");
        for (int i = 0; i < verdicts.size(); i++) {
            write(verdicts.get(i), detectors.get(i));
        }
        json.writeEndArray();
        end();
    }

    @Override
    public void duplicate(long line, Turn turn) throws IOException {
        start(line, turn);
        json.writeBooleanField("duplicate", true);
        end();
    }

    @Override
    public void rejected(long line, Rejection rejection) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeNumberField("turnIndex", rejection.turnIndex());
        json.writeStringField("rejected", rejection.reason().word());
        json.writeStringField("detail", rejection.detail());
        end();
    }

    @Override
    public void unread(long line, Turn turn, UnreadableTurnException failure) throws IOException {
        unread++;
        start(line, turn);
        json.writeStringField("rejected", failure.reason().word());
        json.writeStringField("detail", String.valueOf(failure.getMessage()));
        end();
    }

    /** Turns that were judged. */
    public long turns() {
        return turns;
    }

    public long tokens() {
        return tokens;
    }

    /** Turns flagged by at least one detector. */
    public long flagged() {
        return flagged;
    }

    /** Turns that could not be read. */
    public long unread() {
        return unread;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void start(long line, Turn turn) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("conversationId", turn.conversationId());
        json.writeStringField("turnId", turn.turnId());
        json.writeStringField("role", turn.role().name());
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void write(Verdict verdict, DetectorSpec detector) throws IOException {
        json.writeStartObject();
        json.writeStringField("detector", verdict.detector());
        json.writeStringField("category", detector.category());
        json.writeStringField("outcome", verdict.outcome().name());
        json.writeStringField("scope", verdict.scope().name());
        json.writeNumberField("score", verdict.score());
        json.writeNumberField("turnScore", verdict.turnScore());
        json.writeNumberField("conversationScore", verdict.conversationScore());
        json.writeNumberField("threshold", detector.threshold());
        json.writeArrayFieldStart("spans");
        for (Span span : verdict.evidence().spans()) {
            json.writeStartObject();
            json.writeNumberField("start", span.start());
            json.writeNumberField("end", span.end());
            json.writeNumberField("score", span.score());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("features");
        for (FeatureActivation feature : verdict.evidence().features()) {
            json.writeStartObject();
            json.writeNumberField("feature", feature.feature());
            json.writeStringField("label", feature.label());
            json.writeNumberField("value", feature.value());
            json.writeNumberField("start", feature.start());
            json.writeNumberField("end", feature.end());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
