package dev.assay.evaluation.measure;

import dev.assay.bundle.Bundle;
import dev.assay.chat.Message;
import dev.assay.detector.Assessment;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Span;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.LabelledFile;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.RecordSample;
import dev.assay.evaluation.TranscriptReader;
import dev.assay.reader.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds what a detector gets most wrong and reads it once more, to see what in the text it reacted to. Misses have spans
 * too: what came closest to an alarm.
 */
public final class WorstErrors {

    private final Bundle bundle;
    private final Reader reader;
    private final EvaluationOptions options;
    private final boolean withText;

    /**
     * @param options those of the measurement
     * @param withText whether cases carry the text of their turn
     */
    public WorstErrors(Bundle bundle, Reader reader, EvaluationOptions options, boolean withText) {
        this.bundle = bundle;
        this.reader = reader;
        this.options = options;
        this.withText = withText;
    }

    /**
     * The worst {@code most} cases: half of them false alarms and half misses, or more of one where there are few of the
     * other.
     */
    public List<ErrorCase> of(String detector, List<MeasuredRecord> labelled, int most) throws IOException {
        DetectorSpec spec = bundle.detectors().stream()
                .map(Detector::spec)
                .filter(one -> one.id().equals(detector))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "detector '" + detector + "' is not in the bundle; expected one of its detectors"));
        Comparator<MeasuredRecord> byScore = Comparator.comparingDouble((MeasuredRecord record) ->
                        record.detector(detector).shipped().score())
                .thenComparing(MeasuredRecord::id);
        List<MeasuredRecord> alarms = labelled.stream()
                .filter(record -> !record.positive()
                        && record.detector(detector).shipped().flagged())
                .sorted(byScore.reversed())
                .toList();
        List<MeasuredRecord> misses = labelled.stream()
                .filter(record -> record.positive()
                        && !record.detector(detector).shipped().flagged())
                .sorted(byScore)
                .toList();
        int shownAlarms = Math.min(alarms.size(), Math.max(most / 2, most - misses.size()));
        List<MeasuredRecord> worst = Stream.concat(
                        alarms.stream().limit(shownAlarms), misses.stream().limit(most - shownAlarms))
                .toList();
        Map<String, ErrorCase> cases = read(bundle.detector(alwaysFlagging(spec)), worst);
        List<ErrorCase> found = new ArrayList<>();
        for (MeasuredRecord record : worst) {
            ErrorCase read = cases.get(key(record.file(), record.id()));
            if (read != null) {
                found.add(read);
            }
        }
        return found;
    }

    private Map<String, ErrorCase> read(Detector showing, List<MeasuredRecord> worst) throws IOException {
        Map<String, MeasuredRecord> wanted = new HashMap<>();
        worst.forEach(record -> wanted.put(key(record.file(), record.id()), record));
        Map<String, ErrorCase> cases = new HashMap<>();
        for (Path path : options.data()) {
            String name = path.getFileName().toString();
            if (worst.stream().noneMatch(record -> record.file().equals(name))) {
                continue;
            }
            LabelledFile file =
                    LabelledFile.open(path, RecordSample.ALL, record -> wanted.containsKey(key(name, record.id())));
            TranscriptReader transcripts =
                    new TranscriptReader(reader, options.inFlight(), options.turnsPerRecord(), read -> {
                        String key = key(name, read.record().id());
                        MeasuredRecord record = wanted.get(key);
                        if (record != null) {
                            cases.put(key, explained(showing, record, read));
                        }
                    });
            file.forEach(Progress.SILENT, transcripts::add);
            transcripts.finish();
        }
        return cases;
    }

    private ErrorCase explained(Detector showing, MeasuredRecord record, ReadTranscript read) {
        DetectorMeasurement measured = record.detector(showing.spec().id());
        int strongest = measured.shipped().strongestTurn();
        ConversationMemory memory = ConversationMemory.EMPTY;
        List<Span> spans = List.of();
        for (int i = 0; i <= strongest; i++) {
            ReadTranscript.ReadTurn turn = read.turns().get(i);
            Assessment assessment = showing.assess(turn.role(), turn.scores(), memory);
            memory = assessment.memory();
            spans = assessment.verdict().evidence().spans();
        }
        List<Message> messages = read.record().messages();
        return new ErrorCase(
                record,
                measured.shipped().score(),
                strongest,
                spans,
                withText && strongest >= 0 ? messages.get(strongest).text() : "");
    }

    private static String key(String file, String id) {
        return file + "\n" + id;
    }

    /** The same with a threshold that every score above 0 reaches, so that every turn has evidence. */
    private static DetectorSpec alwaysFlagging(DetectorSpec spec) {
        return new DetectorSpec(
                spec.id(),
                spec.category(),
                spec.severity(),
                spec.mode(),
                spec.roles(),
                spec.probes(),
                spec.pooling(),
                spec.passage(),
                spec.minTokens(),
                spec.prior(),
                spec.forgetting(),
                spec.turnCalibration(),
                spec.conversationCalibration(),
                spec.combination(),
                Double.MIN_VALUE,
                spec.evidenceFeatures());
    }
}
