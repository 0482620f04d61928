package dev.assay.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.audit.AuditKey;
import dev.assay.audit.Sha256;
import dev.assay.bundle.Bundle;
import dev.assay.checkpoint.Checkpoint;
import dev.assay.checkpoint.CoveringCheckpoints;
import dev.assay.checkpoint.SignedCheckpoint;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.EngineInfo;
import dev.assay.follow.CommittedRecords;
import dev.assay.json.Json;
import dev.assay.metrics.Information;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Turn;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.schemas.wire.WireFormat;
import dev.assay.topology.BundleReader;
import dev.assay.topology.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the evidence of one alert: from the alerts topic the alert, from the input topic its conversation, from the
 * dispositions topic what reviewers decided, from the checkpoints' topic the proof. Then computes the alert again. Only
 * reads from Kafka; joins no consumer group.
 */
public final class Exporter {

    private final Config config;
    private final Bundle bundle;
    private final BundleReader reader;
    private final AuditKey key;
    private final Set<String> trusted;

    /**
     * @param bundle the alert's
     * @param key signs the pack
     * @param former public keys of earlier checkpoints, besides {@code key}
     */
    public Exporter(Config config, Bundle bundle, BundleReader reader, AuditKey key, Set<String> former) {
        this.config = config;
        this.bundle = bundle;
        this.reader = reader;
        this.key = key;
        this.trusted = new HashSet<>(former);
        trusted.add(key.publicKey());
    }

    /**
     * What was exported.
     *
     * @param differences names of what did not come out as it was published; empty if all did
     * @param covered whether a checkpoint proves the alert's record
     */
    public record Exported(int turns, List<String> differences, boolean covered) {

        public Exported {
            differences = List.copyOf(differences);
        }
    }

    /**
     * @param lookBack how long before the alert's turn its conversation is read, in record time
     * @param bundleDirectory copied into the pack, or null to leave the bundle out
     * @param directory must not exist
     * @throws EvidenceException if a part of the evidence is not there
     */
    public Exported export(
            String alertId, Duration lookBack, @Nullable Path bundleDirectory, Path directory, Instant now)
            throws IOException {
        if (Files.exists(directory)) {
            throw new EvidenceException(directory + " exists; expected a new directory");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        Exported exported;
        try (CommittedRecords records = new CommittedRecords(config.kafkaClient())) {
            Wire wire = Wire.of(config);
            AlertRecords found = find(alertId, records, wire.format());
            List<Turn> turns = Conversation.upTo(found.alert(), config, wire.input(), records, lookBack);
            exported = collect(found, turns, proofs(found, records), bundleDirectory != null, files);
        }
        if (bundleDirectory != null) {
            files.putAll(bundle(bundleDirectory));
        }
        PackManifest manifest = new PackManifest(
                alertId, now, Information.version(), exported.differences().isEmpty(), digests(files));
        files.put(PackManifest.FILE, manifest.signed(key));
        PackDirectory.write(directory, files);
        return exported;
    }

    private AlertRecords find(String alertId, CommittedRecords records, WireFormat format) {
        return AlertRecords.find(
                alertId,
                records,
                config.get(Settings.ALERTS_TOPIC),
                format.serde(Alert.class).deserializer(),
                config.get(Settings.DISPOSITIONS_TOPIC),
                format.serde(Disposition.class).deserializer());
    }

    private List<SignedCheckpoint> proofs(AlertRecords found, CommittedRecords records) {
        return CoveringCheckpoints.of(
                records,
                config.get(Settings.AUDIT_TOPIC),
                trusted,
                found.records().stream().map(TopicRecord::record).toList());
    }

    private Exported collect(
            AlertRecords found,
            List<Turn> turns,
            List<SignedCheckpoint> proofs,
            boolean withBundle,
            SortedMap<String, byte[]> files)
            throws IOException {
        Alert alert = found.alert();
        JsonCodec<Turn> codec = codec(Turn.class);
        List<byte[]> input = turns.stream().map(codec::encode).toList();
        Recomputation again = Recomputation.of(alert, input, config, bundle, reader);
        boolean covered = proofs.stream()
                .anyMatch(proof ->
                        CoveringCheckpoints.covers(proof, found.record().record()));
        files.put(PackFiles.INPUT, lines(input));
        files.put(PackFiles.VERDICTS, again.scored().lines().getBytes(UTF_8));
        files.put(PackFiles.ALERT, lines(List.of(codec(Alert.class).encode(alert))));
        files.put(PackFiles.DISPOSITIONS, dispositions(found));
        files.put(PackFiles.RECORDS, AlertRecords.write(found.records()));
        files.put(
                PackFiles.ACTIVATIONS,
                ActivationsJson.write(
                        bundle, again.scored().scores(), again.scored().turn().text()));
        files.put(PackFiles.CATALOGUE, CatalogueJson.write(alert, again.detector(), bundle));
        files.put(PackFiles.VERSIONS, versions(alert));
        files.put(PackFiles.SETTINGS, PackSettings.write(config));
        for (SignedCheckpoint proof : proofs) {
            Checkpoint checkpoint = proof.checkpoint();
            files.put(
                    PackFiles.CHECKPOINTS + checkpoint.partition() + "-" + checkpoint.sequence() + ".json",
                    proof.bytes());
        }
        files.put(
                PackFiles.README,
                PackReadme.text(
                                alert,
                                again.detector(),
                                Information.version(),
                                again.isEqual(),
                                covered,
                                turns.size(),
                                withBundle)
                        .getBytes(UTF_8));
        return new Exported(turns.size(), again.differences(), covered);
    }

    private byte[] versions(Alert alert) {
        EngineInfo engine = reader.engine();
        ObjectNode json = Json.object();
        json.put("bundle", alert.bundle());
        json.putObject("then").put("engine", alert.engine());
        json.putObject("now")
                .put(
                        "engine",
                        engine.name() + " " + engine.version() + " " + engine.precision() + " on " + engine.device())
                .put("assay", Information.version())
                .put("java", Runtime.version().toString());
        json.putObject("reader")
                .put("name", bundle.reader().name())
                .put("modelSha256", bundle.reader().modelSha256())
                .put("tokenizerSha256", bundle.reader().tokenizerSha256());
        return Json.write(json);
    }

    private static byte[] dispositions(AlertRecords found) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("dispositions");
        found.dispositions().values().forEach(one -> {
            ObjectNode node = list.addObject();
            node.put("decision", one.decision().name());
            node.put("reviewer", one.reviewer());
            node.put("timestamp", one.timestamp().toString());
            if (one.note() != null) {
                node.put("note", one.note());
            }
        });
        return Json.write(json);
    }

    private static SortedMap<String, byte[]> bundle(Path directory) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = directory
                        .relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                files.put(PackFiles.BUNDLE + path, Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static SortedMap<String, String> digests(SortedMap<String, byte[]> files) {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((path, bytes) -> digests.put(path, Sha256.hex(bytes)));
        return digests;
    }

    private static byte[] lines(List<byte[]> records) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] record : records) {
            lines.writeBytes(record);
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static <T extends Record> JsonCodec<T> codec(Class<T> type) {
        return new JsonCodec<>(RecordMapper.of(type, Schemas.of(type)));
    }
}
