package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.audit.AuditKey;
import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.config.Config;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.evidence.Exporter;
import dev.assay.follow.CommittedRecords;
import dev.assay.reader.BatchListener;
import dev.assay.terminal.Terminal;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has the service raise alerts, and an auditor prove them, with the commands as they ship. */
@Timeout(600)
class EvidenceIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = System.nanoTime();
    private static final Random RANDOM = new Random(SEED);
    private static final String[] WORDS =
            ("please confirm your account number the parcel waits for a fee of two euros import socket connect shell "
                            + "thanks see you at the garden party on sunday bring cake and the children")
                    .split(" ");
    private static final Duration LONGEST_RUN = Duration.ofMinutes(4);

    private static Path directory;
    private static EmbeddedBroker broker;
    private static Path bundle;
    private static Path key;
    private static Map<String, JsonNode> alerts; // the last of each conversation, by conversation

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void judge(@TempDir Path temporary) throws Exception {
        directory = temporary;
        broker = EmbeddedBroker.start();
        bundle = TinyBundle.write(directory.resolve("bundle"));
        key = directory.resolve("audit.key");
        AuditKey.generate(key);
        for (String topic :
                List.of("turns", "alerts", "metrics", "dead-letters", "dispositions", "activations", "checkpoints")) {
            broker.createTopic("assay." + topic, 2, Map.of("retention.ms", "-1"));
        }
        Config config = Config.of(settings());
        int turns = send();
        Bundle loaded = Bundle.load(bundle);
        try (BundleReader reader = BundleReader.open(config, loaded, BatchListener.NONE);
                MonitorApplication application = new MonitorApplication(
                        config, MonitorParts.of(loaded, reader.reader(), reader.engine(), MonitorListener.NONE))) {
            application.start();
            await(turns);
        }
        alerts = new LinkedHashMap<>();
        for (JsonNode alert : read("assay.alerts")) {
            alerts.put(alert.get("conversationId").textValue(), alert);
        }
        decide();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldComputeEveryAlertAgainFromItsPack() throws Exception {
        // Given
        Config config = Config.of(settings());
        Bundle loaded = Bundle.load(bundle);
        assertThat(alerts).as("seed %d", SEED).hasSizeGreaterThanOrEqualTo(4);
        try (BundleReader reader = BundleReader.open(config, loaded, BatchListener.NONE)) {
            Exporter exporter = new Exporter(config, loaded, reader, AuditKey.load(key), Set.of());
            for (JsonNode alert : alerts.values()) {
                // When
                String id = alert.get("alertId").textValue();
                Exporter.Exported exported =
                        exporter.export(id, Duration.ofDays(3), null, directory.resolve("pack-" + id), Instant.now());

                // Then
                assertThat(exported.differences())
                        .as("seed %d, conversation %s", SEED, alert.get("conversationId"))
                        .isEmpty();
            }
        }
    }

    @Test
    void shouldProveAnAlertToWhoeverHasThePackAndThePublicKey() throws Exception {
        // Given
        String id = requireNonNull(alerts.get("transcripts")).get("alertId").textValue();
        Path pack = directory.resolve("pack");
        assertThat(run("audit", "checkpoint")).as(err::toString).isZero();
        assertThat(out.toString(UTF_8)).startsWith("signed ").contains(" in 4 checkpoints");
        assertThat(run("audit", "verify", "--key", key + ".pub"))
                .as(err::toString)
                .isZero();
        assertThat(out.toString(UTF_8)).contains("assay.alerts-0: ", "assay.dispositions-1: ", "Intact: ");

        // When
        int exported = run("audit", "export", id, "--output", pack.toString());

        // Then
        assertThat(exported).as(() -> err.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8)).contains("the alert came out the same");
        assertThat(err.toString(UTF_8)).doesNotContain("no checkpoint covers");
        assertThat(JSON.readTree(pack.resolve("dispositions.json").toFile()).at("/dispositions/0/decision"))
                .hasToString("\"CONFIRMED\"");
        assertThat(Files.readString(pack.resolve("README.md"))).contains("the alert came out the same", id);
        JsonNode tokens =
                JSON.readTree(pack.resolve("activations.json").toFile()).get("tokens");
        assertThat(tokens).isNotEmpty();
        assertThat(tokens.get(0).at("/logits/scam").isNumber()).isTrue();

        // When the same is done without Kafka
        int recomputed = runOffline("audit", "recompute", pack.toString(), "--key", key + ".pub");

        // Then
        assertThat(recomputed).as(() -> err.toString(UTF_8)).isZero();
        assertThat(out.toString(UTF_8))
                .contains(
                        "a checkpoint proves that alert " + id,
                        "the alert came out the same; so did every verdict of the conversation, byte for byte");

        // When it is done by hand, as the pack says
        Path again = directory.resolve("again.jsonl");
        int scored = runOffline(
                "score",
                "--config=" + pack.resolve("assay.properties"),
                "--set=assay.bundle=" + pack.resolve("bundle"),
                "--input=" + pack.resolve("input.jsonl"),
                "--output=" + again);

        // Then
        assertThat(scored).as(() -> err.toString(UTF_8)).isZero();
        assertThat(again).hasSameBinaryContentAs(pack.resolve("verdicts.jsonl"));

        // When any file is changed, added or missing
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] original = Files.readAllBytes(file);
                byte[] changed = original.clone();
                changed[changed.length / 2] ^= 1;
                Files.write(file, changed);

                // Then it is named
                assertThat(refusal(pack)).contains(pack.relativize(file).toString());
                Files.delete(file);
                assertThat(refusal(pack)).contains(pack.relativize(file).toString());
                Files.write(file, original);
            }
        }
        Files.writeString(pack.resolve("more.json"), "{}");
        assertThat(refusal(pack)).contains("more.json is not in the pack's manifest");
        Files.delete(pack.resolve("more.json"));
        AuditKey.generate(directory.resolve("other"));
        assertThat(runOffline(
                        "audit",
                        "recompute",
                        pack.toString(),
                        "--key",
                        directory.resolve("other.pub").toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("is not signed with the given key");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(run("audit", "export", "0".repeat(32))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("topic assay.alerts has no alert 00000000");
        assertThat(runOffline("audit", "export", "0".repeat(32))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("assay.audit.key is not set");
        assertThat(run("audit", "verify", "--key", key + ".pub", "--set=assay.audit.topic=none"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).contains("topic none does not exist");
    }

    @Test
    void shouldEndWithAnExitCodeForWhatWasFound() throws Exception {
        // Given topics of their own
        String[] topics = {
            "--set=assay.alerts.topic=own.alerts",
            "--set=assay.dispositions.topic=own.dispositions",
            "--set=assay.audit.topic=own.checkpoints"
        };
        for (String topic : List.of("own.alerts", "own.dispositions", "own.checkpoints")) {
            broker.createTopic(topic, 1, Map.of("retention.ms", "-1"));
        }
        Path seen = directory.resolve("seen.json");
        try (KafkaProducer<String, String> producer = producer()) {
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("own.alerts", "what the chat said"))
                        .get();
            }
        }

        // When nobody has signed anything
        int unsigned = run(with(topics, "audit", "verify", "--key", key + ".pub"));

        // Then
        assertThat(unsigned).isEqualTo(17);
        assertThat(out.toString(UTF_8)).contains("GAP own.alerts-0", "Not intact: gap at own.alerts-0");

        // When it is signed
        assertThat(run(with(topics, "audit", "checkpoint"))).isZero();
        int intact = run(with(topics, "audit", "verify", "--key", key + ".pub", "--remember", seen.toString()));

        // Then
        assertThat(intact).isZero();
        assertThat(seen).content().contains("\"topic\" : \"own.alerts\"");

        // When the oldest are deleted
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition("own.alerts", 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        int removed =
                run(with(topics, "audit", "verify", "--key", key + ".pub", "--remember", seen.toString(), "--json"));

        // Then
        assertThat(removed).isEqualTo(10);
        JsonNode report = JSON.readTree(out.toString(UTF_8));
        assertThat(report.at("/findings/0/kind").textValue()).isEqualTo("removed");
        assertThat(report.at("/findings/0/topic").textValue()).isEqualTo("own.alerts");
        assertThat(report.at("/findings/0/from").longValue()).isZero();
        assertThat(report.at("/findings/0/to").longValue()).isEqualTo(1);
        assertThat(out.toString(UTF_8)).doesNotContain("what the chat said");
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private String refusal(Path pack) {
        assertThat(runOffline("audit", "recompute", pack.toString(), "--key", key + ".pub"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).doesNotContain("defect of Assay");
        return err.toString(UTF_8);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        settings().forEach((name, value) -> all.add("--set=" + name + "=" + value));
        return runOffline(all.toArray(String[]::new));
    }

    private int runOffline(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 100);
        return Main.commandLine(terminal).execute(arguments);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("assay.bootstrap.servers", broker.bootstrapServers());
        settings.put("assay.bundle", bundle.toString());
        settings.put("assay.state.dir", directory.resolve("state").toString());
        settings.put("assay.alerts.cool-down", "0ms");
        settings.put("assay.activations.enabled", "true");
        settings.put("assay.conversation.expiry", "1h");
        settings.put("assay.context.max-characters", "500");
        settings.put("assay.audit.key", key.toString());
        return settings;
    }

    /** Every way in which a conversation may come. @return the turns that are to be judged */
    private static int send() throws Exception {
        Instant start = Instant.now().minus(Duration.ofHours(6));
        List<Map<String, String>> said = new ArrayList<>();
        int judged = 0;
        try (KafkaProducer<String, String> producer = producer()) {
            for (int i = 0; i < 8; i++) {
                Instant time = start.plusSeconds(60L * i);
                String turn = turn("turns", "t" + i);
                send(producer, "turns", time, turn);
                send(producer, "turns", time.plusSeconds(1), turn); // once more
                send(producer, "pause", i < 4 ? time : time.plusSeconds(7200), turn("pause", "p" + i));
                said.add(Map.of("role", i % 2 == 0 ? "user" : "assistant", "content", words()));
                send(producer, "transcripts", time, transcript("transcripts", said));
                send(producer, "tails", time, transcript("tails", said.subList(Math.max(0, i - 1), i + 1)));
                judged += 4;
            }
        }
        return judged;
    }

    private static void send(KafkaProducer<String, String> producer, String name, Instant time, String value)
            throws Exception {
        producer.send(new ProducerRecord<>("assay.turns", null, time.toEpochMilli(), name, value))
                .get();
    }

    private static String turn(String conversation, String id) throws Exception {
        return JSON.writeValueAsString(
                Map.of("conversationId", conversation, "turnId", id, "role", "user", "text", words()));
    }

    private static String transcript(String conversation, List<Map<String, String>> messages) throws Exception {
        return JSON.writeValueAsString(Map.of("id", conversation, "messages", messages));
    }

    private static String words() {
        StringBuilder text = new StringBuilder();
        for (int i = 12 + RANDOM.nextInt(20); i > 0; i--) {
            text.append(WORDS[RANDOM.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString().strip();
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    private static void decide() throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            for (JsonNode alert : alerts.values()) {
                String disposition = JSON.createObjectNode()
                        .put("alertId", alert.get("alertId").textValue())
                        .put("decision", "CONFIRMED")
                        .put("reviewer", "tester")
                        .put("timestamp", Instant.now().toString())
                        .toString();
                producer.send(new ProducerRecord<>("assay.dispositions", disposition))
                        .get();
            }
        }
    }

    /** Waits until all turns are judged: activations are published for each. */
    private static void await(int turns) throws Exception {
        long until = System.nanoTime() + LONGEST_RUN.toNanos();
        while (read("assay.activations").size() < turns) {
            assertThat(System.nanoTime()).as("seed %d", SEED).isLessThan(until);
            Thread.sleep(500);
        }
    }

    private static List<JsonNode> read(String topic) throws Exception {
        List<byte[]> values = new ArrayList<>();
        try (CommittedRecords records = new CommittedRecords(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            records.readAll(topic, record -> values.add(record.value()));
        }
        List<JsonNode> read = new ArrayList<>();
        for (byte[] value : values) {
            read.add(JSON.readTree(value));
        }
        return read;
    }
}
