package dev.assay.offline;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.detector.Outcome;
import dev.assay.evaluation.backtest.RecordedScore;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores that were recorded earlier, by detector: records of the activations topic as JSON, or what {@code assay score}
 * wrote, one object a line. A turn that is there twice counts once. Joined with reviewers' decisions on the alerts that
 * the turns raised. Not thread-safe.
 */
public final class RecordedScores {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final String bundle;
    private final Map<String, Disposition> dispositions = new HashMap<>(); // by alert id
    private final Map<String, List<RecordedScore>> scores = new LinkedHashMap<>(); // by detector
    private final Set<String> seen = new HashSet<>();

    /** @param bundle digest of the bundle that made the scores */
    public RecordedScores(String bundle) {
        this.bundle = bundle;
    }

    /**
     * Adds decisions; to be called before {@link #add}. The latest decision on an alert counts.
     *
     * @param file records of the dispositions topic as JSON, one a line
     * @throws IOException naming the line that is not a disposition
     */
    public void addDispositions(Path file) throws IOException {
        JsonCodec<Disposition> codec =
                new JsonCodec<>(RecordMapper.of(Disposition.class, Schemas.of(Disposition.class)));
        try (RecordLines lines = RecordLines.open(file)) {
            long number = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                try {
                    Disposition disposition = codec.decode(line);
                    dispositions.merge(
                            disposition.alertId(),
                            disposition,
                            (first, second) -> second.timestamp().isBefore(first.timestamp()) ? first : second);
                } catch (MalformedRecordException e) {
                    throw new IOException(place(file, number) + " is not a disposition: " + e.getMessage(), e);
                }
            }
        }
    }

    /** @throws IOException naming the line that has no recorded scores, or scores of another bundle */
    public void add(Path file) throws IOException {
        try (RecordLines lines = RecordLines.open(file)) {
            long number = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                number++;
                add(line, place(file, number));
            }
        }
    }

    /** In the order they were added; empty for a detector that is not there or always abstained. */
    public List<RecordedScore> of(String detector) {
        return List.copyOf(scores.getOrDefault(detector, List.of()));
    }

    private void add(byte[] line, String place) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JacksonException e) {
            throw new IOException(place + " is not JSON; expected one object", e);
        }
        if (json.has("rejected") || json.path("duplicate").asBoolean(false)) {
            return; // what assay score says of records without scores
        }
        JsonNode detectors = json.has("verdicts") ? json.path("verdicts") : json.path("detectors");
        if (!detectors.isArray()) {
            throw new IOException(place + " has neither detectors nor verdicts; expected a record of the activations "
                    + "topic or a line of assay score");
        }
        String scoredBy = text(json, "bundle", place);
        if (!scoredBy.equals(bundle)) {
            throw new IOException(place + " has scores of bundle " + scoredBy + "; expected " + bundle
                    + ", the bundle in use: scores of another one mean something else. Choose it with assay.bundle");
        }
        String conversation = text(json, "conversationId", place);
        String turn = text(json, "turnId", place);
        if (seen.add(conversation + "\n" + turn)) {
            Instant time = time(json, place);
            for (JsonNode one : detectors) {
                add(one, conversation, turn, time, place);
            }
        }
    }

    private void add(JsonNode one, String conversation, String turn, @Nullable Instant time, String place)
            throws IOException {
        String detector = text(one, "detector", place);
        if (text(one, "outcome", place).equals(Outcome.ABSTAINED.name())) {
            return;
        }
        JsonNode score = one.path("score");
        if (!(score.isNumber() && score.doubleValue() >= 0 && score.doubleValue() <= 1)) {
            throw new IOException(
                    place + " has no score of detector '" + detector + "'; expected a number from 0 to 1");
        }
        scores.computeIfAbsent(detector, key -> new ArrayList<>())
                .add(new RecordedScore(
                        conversation, turn, time, score.doubleValue(), confirmed(conversation, turn, detector)));
    }

    private @Nullable Boolean confirmed(String conversation, String turn, String detector) {
        Disposition disposition =
                dispositions.isEmpty() ? null : dispositions.get(Alert.id(conversation, turn, detector, bundle));
        return (disposition == null || disposition.decision() == Decision.UNSURE)
                ? null
                : Boolean.valueOf(disposition.decision() == Decision.CONFIRMED);
    }

    private static @Nullable Instant time(JsonNode json, String place) throws IOException {
        if (!json.has("timestamp")) {
            return null;
        }
        try {
            return Instant.parse(text(json, "timestamp", place));
        } catch (DateTimeException e) {
            throw new IOException(place + " has a timestamp that is no time; expected RFC 3339 in UTC", e);
        }
    }

    private static String text(JsonNode json, String field, String place) throws IOException {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IOException(place + " has no " + field + "; expected a string");
        }
        return value.textValue();
    }

    private static String place(Path file, long line) {
        return file.getFileName() + " line " + line;
    }
}
