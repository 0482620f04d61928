package dev.assay.evaluation.measure;

import dev.assay.bundle.Bundle;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledFile;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.TranscriptReader;
import dev.assay.reader.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files once and measures each record for the bundle's detectors and for all baselines. Not thread-safe. */
public final class Measurer {

    private final Reader reader;
    private final List<MeasuredDetector> detectors;
    private final List<MeasuredRecord> records = new ArrayList<>();
    private final List<Measurement.MeasuredFile> files = new ArrayList<>();

    /** @param reader has the bundle's head; not closed */
    public Measurer(Bundle bundle, Reader reader) {
        this.reader = reader;
        this.detectors = MeasuredDetector.of(bundle);
    }

    /**
     * @throws dev.assay.evaluation.MalformedDataException if a file is not labelled transcripts
     * @throws dev.assay.engine.EngineException if a turn could not be read: figures without it would be wrong
     */
    public Measurement measure(EvaluationOptions options, Progress progress) throws IOException {
        long started = System.nanoTime();
        for (Path file : options.benign()) {
            read(file, true, options, progress);
        }
        for (Path file : options.data()) {
            read(file, false, options, progress);
        }
        return new Measurement(files, records, (System.nanoTime() - started) / 1e9);
    }

    private void read(Path path, boolean benign, EvaluationOptions options, Progress progress) throws IOException {
        LabelledFile file = LabelledFile.open(path, options.sample(benign), record -> isMeasured(record, benign));
        TranscriptReader transcripts = new TranscriptReader(
                reader,
                options.inFlight(),
                options.turnsPerRecord(),
                read -> records.add(measured(read, file.name(), benign)));
        file.forEach(progress, transcripts::add);
        transcripts.finish();
        files.add(new Measurement.MeasuredFile(file.name(), sha256(path), benign, file.records()));
    }

    private boolean isMeasured(LabelledRecord record, boolean benign) {
        return benign
                || (record.label() != Label.UNLABELLED
                        && detectors.stream()
                                .anyMatch(detector -> detector.spec().category().equals(record.category())));
    }

    private MeasuredRecord measured(ReadTranscript read, String file, boolean benign) {
        Map<String, DetectorMeasurement> measurements = new LinkedHashMap<>();
        for (MeasuredDetector detector : detectors) {
            if (benign || detector.spec().category().equals(read.record().category())) {
                measurements.put(detector.spec().id(), detector.measure(read));
            }
        }
        return MeasuredRecord.of(read.record(), file, benign, read.turns().size(), read.tokens(), measurements);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; expected every Java to have it", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
