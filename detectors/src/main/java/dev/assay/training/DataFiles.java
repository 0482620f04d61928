package dev.assay.training;

import dev.assay.bundle.Provenance;
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
import java.util.List;
import java.util.TreeSet;

/** Identifies data files by their contents and collects the licences their publishers state. */
final class DataFiles {

    private DataFiles() {}

    static List<Provenance.DataFile> identified(List<Path> files) throws IOException {
        List<Provenance.DataFile> identified = new ArrayList<>();
        for (Path file : files) {
            identified.add(new Provenance.DataFile(file.getFileName().toString(), sha256(file), licences(file)));
        }
        return identified;
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

    private static String licences(Path file) throws IOException {
        TreeSet<String> licences = new TreeSet<>();
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                licences.add(record.license());
            }
        }
        return String.join("; ", licences);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing; expected it in every Java runtime", e);
        }
    }
}
