package dev.assay.training;

import dev.assay.bundle.Provenance;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.LabelledTranscripts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Identifies data files by their contents: who learns from them, and under which licences they were published. */
final class DataFiles {

    private static final String DICTIONARY = "dictionary";

    private DataFiles() {}

    /** The files with at least one record that the dictionary or a detector learns from. */
    static List<Provenance.DataFile> used(TrainingOptions options) throws IOException {
        List<Provenance.DataFile> used = new ArrayList<>();
        for (Path file : options.data()) {
            TreeSet<String> licences = new TreeSet<>();
            Set<String> uses = new LinkedHashSet<>();
            try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
                for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                    List<String> usesOfRecord = uses(record, options);
                    uses.addAll(usesOfRecord);
                    if (!usesOfRecord.isEmpty()) {
                        licences.add(record.license());
                    }
                }
            }
            if (!uses.isEmpty()) {
                used.add(new Provenance.DataFile(
                        file.getFileName().toString(), sha256(file), String.join("; ", licences), List.copyOf(uses)));
            }
        }
        return used;
    }

    /** The same files, the dictionary having learnt from those alone that {@code kept} says it learnt from. */
    static List<Provenance.DataFile> withDictionaryOf(Provenance kept, List<Provenance.DataFile> files) {
        Set<String> known = kept.data().stream()
                .filter(file -> file.uses().contains(DICTIONARY))
                .map(Provenance.DataFile::sha256)
                .collect(Collectors.toSet());
        return files.stream()
                .map(file -> new Provenance.DataFile(
                        file.name(),
                        file.sha256(),
                        file.licence(),
                        file.uses().stream()
                                .filter(use -> !use.equals(DICTIONARY) || known.contains(file.sha256()))
                                .toList()))
                .toList();
    }

    /**
     * What learns from a record that the options allow: nothing, or the dictionary and the detectors named. Unlabelled records serve all
     * detectors, as benign ones; labelled records serve those of their category.
     */
    static List<String> uses(LabelledRecord record, TrainingOptions options) {
        if (!options.allows(record)) {
            return List.of();
        }
        HarvestedRecord harvested = HarvestedRecord.of(record);
        List<String> detectors = options.detectors().stream()
                .filter(plan -> record.label() == Label.UNLABELLED || plan.learnsFrom(harvested))
                .map(DetectorPlan::id)
                .toList();
        return detectors.isEmpty()
                ? detectors
                : Stream.concat(Stream.of(DICTIONARY), detectors.stream()).toList();
    }

    /** Lower-case hex SHA-256 of a text. */
    static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing; expected it in every Java runtime", e);
        }
    }
}
