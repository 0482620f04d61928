package dev.assay.evaluation.evasion;

import dev.assay.detector.Detector;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledFile;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.RecordScore;
import dev.assay.evaluation.TranscriptReader;
import dev.assay.evaluation.figures.Bootstrap;
import dev.assay.evaluation.figures.Interval;
import dev.assay.reader.Reader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measures how much recall each disguise costs each detector, at the shipped thresholds. Thread-safe. */
public final class EvasionMeasurer {

    private final Reader reader;
    private final List<Detector> detectors;
    private final int resamples;
    private final long seed;

    /** @param reader has the head that the detectors read; not closed */
    public EvasionMeasurer(Reader reader, List<Detector> detectors, int resamples, long seed) {
        this.reader = reader;
        this.detectors = List.copyOf(detectors);
        this.resamples = resamples;
        this.seed = seed;
    }

    /**
     * @param options its data files are read, the positives of its sample, once for each disguise
     * @return by detector, then disguise; none for a detector without positives
     */
    public List<EvasionFigures> measure(EvaluationOptions options, Progress progress) throws IOException {
        Map<String, Map<Disguise, List<Boolean>>> flagged = new LinkedHashMap<>(); // by detector, in the same order
        for (Disguise disguise : Disguise.values()) {
            for (Path path : options.data()) {
                LabelledFile file = LabelledFile.open(path, options.sample(), this::isMeasured);
                TranscriptReader transcripts = new TranscriptReader(
                        reader, options.inFlight(), options.turnsPerRecord(), read -> judge(read, disguise, flagged));
                file.forEach(
                        (stage, done, total) -> progress.update(stage + ", " + disguise, done, total),
                        record -> transcripts.add(disguised(record, disguise)));
                transcripts.finish();
            }
        }
        List<EvasionFigures> figures = new ArrayList<>();
        flagged.forEach((detector, by) -> by.forEach((disguise, of) ->
                figures.add(figures(detector, disguise, by.getOrDefault(Disguise.NONE, List.of()), of))));
        return figures;
    }

    private boolean isMeasured(LabelledRecord record) {
        return record.label() == Label.POSITIVE
                && detectors.stream()
                        .anyMatch(detector -> detector.spec().category().equals(record.category()));
    }

    private void judge(ReadTranscript read, Disguise disguise, Map<String, Map<Disguise, List<Boolean>>> flagged) {
        for (Detector detector : detectors) {
            if (detector.spec().category().equals(read.record().category())) {
                flagged.computeIfAbsent(detector.spec().id(), key -> new EnumMap<>(Disguise.class))
                        .computeIfAbsent(disguise, key -> new ArrayList<>())
                        .add(RecordScore.of(detector, read).flagged());
            }
        }
    }

    private LabelledRecord disguised(LabelledRecord record, Disguise disguise) {
        return new LabelledRecord(
                record.id(),
                record.source(),
                record.license(),
                record.category(),
                record.label(),
                record.subset(),
                record.group(),
                disguise.apply(record.messages(), seed));
    }

    private EvasionFigures figures(String detector, Disguise disguise, List<Boolean> plain, List<Boolean> disguised) {
        Bootstrap bootstrap = new Bootstrap(disguised.size(), resamples, seed);
        return new EvasionFigures(
                detector,
                disguise,
                disguised.size(),
                interval(bootstrap, counts -> share(disguised, counts)),
                interval(bootstrap, counts -> share(plain, counts) - share(disguised, counts)));
    }

    private static Interval interval(Bootstrap bootstrap, ToDoubleFunction<int[]> figure) {
        Interval interval = bootstrap.of(figure);
        if (interval == null) {
            throw new IllegalStateException("no record was read; expected at least one positive");
        }
        return interval;
    }

    private static double share(List<Boolean> flagged, int[] counts) {
        double found = 0;
        double all = 0;
        for (int i = 0; i < counts.length; i++) {
            found += flagged.get(i) ? counts[i] : 0;
            all += counts[i];
        }
        return found / all;
    }
}
