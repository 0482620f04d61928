package dev.assay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.audit.AuditException;
import dev.assay.bundle.Bundle;
import dev.assay.checkpoint.CoveringCheckpoints;
import dev.assay.checkpoint.SignedCheckpoint;
import dev.assay.config.Config;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.topology.BundleReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A pack whose every file is as it was signed: tells what it proves, and computes its alert again. Needs no Kafka. */
public final class PackCheck {

    private static final JsonCodec<Alert> ALERTS =
            new JsonCodec<>(RecordMapper.of(Alert.class, Schemas.of(Alert.class)));

    private final Path directory;
    private final SortedMap<String, byte[]> files;
    private final Alert alert;
    private final boolean covered;

    private PackCheck(Path directory, SortedMap<String, byte[]> files, Alert alert, boolean covered) {
        this.directory = directory;
        this.files = files;
        this.alert = alert;
        this.covered = covered;
    }

    /**
     * @param directory of the pack
     * @param signer public key of whoever is to have signed the pack
     * @param trusted public keys of whoever may have signed checkpoints
     * @throws EvidenceException naming the file that is not as it was signed, or contradicts another
     */
    public static PackCheck of(Path directory, String signer, Set<String> trusted) throws IOException {
        PackDirectory.Verified verified = PackDirectory.read(directory, signer);
        SortedMap<String, byte[]> files = verified.files();
        Alert alert = alert(files);
        if (!alert.alertId().equals(verified.manifest().alertId())) {
            throw new EvidenceException(
                    PackFiles.ALERT + " is another alert than the one " + PackManifest.FILE + " names");
        }
        List<TopicRecord> records = AlertRecords.readAll(PackFiles.RECORDS, file(files, PackFiles.RECORDS));
        if (records.isEmpty() || !isRecordOf(alert, records.get(0))) {
            throw new EvidenceException(
                    PackFiles.RECORDS + " does not begin with the record of the alert in " + PackFiles.ALERT);
        }
        return new PackCheck(directory, files, alert, isCovered(records.get(0), files, trusted));
    }

    public Alert alert() {
        return alert;
    }

    /** Whether a checkpoint proves the record of the alert. */
    public boolean isCovered() {
        return covered;
    }

    /** What is not JSON cannot be compared without a schema registry. */
    private static boolean isRecordOf(Alert alert, TopicRecord published) {
        byte[] value = published.record().value();
        try {
            return value != null
                    && (value.length == 0
                            || value[0] != '{'
                            || ALERTS.decode(value).equals(alert));
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    private static Alert alert(SortedMap<String, byte[]> files) {
        try {
            return ALERTS.decode(file(files, PackFiles.ALERT));
        } catch (MalformedRecordException e) {
            throw new EvidenceException(PackFiles.ALERT + " is no alert; expected one as it was published", e);
        }
    }

    private static boolean isCovered(TopicRecord published, SortedMap<String, byte[]> files, Set<String> trusted) {
        boolean covered = false;
        for (String name : files.keySet()) {
            if (name.startsWith(PackFiles.CHECKPOINTS)) {
                SignedCheckpoint checkpoint = checkpoint(name, file(files, name), trusted);
                covered |= CoveringCheckpoints.covers(checkpoint, published.record());
            }
        }
        return covered;
    }

    private static SignedCheckpoint checkpoint(String name, byte[] bytes, Set<String> trusted) {
        try {
            SignedCheckpoint checkpoint = SignedCheckpoint.read(name, bytes);
            if (trusted.contains(checkpoint.signature().publicKey())) {
                return checkpoint;
            }
        } catch (AuditException e) {
            throw new EvidenceException(String.valueOf(e.getMessage()), e);
        }
        throw new EvidenceException(name + " was signed with a key that is not among those given");
    }

    /** The settings to compute with, on top of those of the machine. */
    public Config applyTo(Config config) {
        return config.with(PackSettings.read(file(files, PackFiles.SETTINGS)));
    }

    /** The bundle in the pack; empty if it was left out. */
    public Optional<Path> bundle() {
        Path bundle = directory.resolve(PackFiles.BUNDLE);
        return Files.isDirectory(bundle) ? Optional.of(bundle) : Optional.empty();
    }

    /**
     * What came out.
     *
     * @param engine that computed now, as alerts name it
     * @param score of the alert's detector, whatever it was then
     * @param differences names of what is not as it was published; empty if all is
     * @param sameLines whether all verdicts of the conversation are the same byte for byte
     */
    public record Recomputed(String engine, double score, List<String> differences, boolean sameLines) {

        public Recomputed {
            differences = List.copyOf(differences);
        }
    }

    /**
     * @param config with {@link #applyTo} applied
     * @throws EvidenceException if the bundle is another one than the alert's
     */
    public Recomputed recompute(Config config, Bundle bundle, BundleReader reader) throws IOException {
        Recomputation again = Recomputation.of(alert, lines(file(files, PackFiles.INPUT)), config, bundle, reader);
        double score = again.scored().verdicts().stream()
                .filter(verdict -> verdict.detector().equals(alert.detector()))
                .mapToDouble(verdict -> verdict.score())
                .findFirst()
                .orElse(0);
        boolean sameLines = again.scored().lines().equals(new String(file(files, PackFiles.VERDICTS), UTF_8));
        return new Recomputed(again.engine(), score, again.differences(), sameLines);
    }

    private static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(text);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(next);
            }
        }
        return lines;
    }

    private static byte[] file(SortedMap<String, byte[]> files, String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new EvidenceException(name + " is missing; expected it in the pack");
        }
        return bytes;
    }
}
