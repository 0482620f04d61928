package dev.assay.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.access.RecordingAuthorizer.Asked;
import dev.assay.audit.AuditKey;
import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.checkpoint.Checkpoint;
import dev.assay.checkpoint.Checkpointer;
import dev.assay.checkpoint.KnownHeads;
import dev.assay.checkpoint.Verification;
import dev.assay.config.Config;
import dev.assay.evidence.Exporter;
import dev.assay.follow.AlertFeed;
import dev.assay.follow.SourceText;
import dev.assay.replay.Position;
import dev.assay.replay.Replay;
import dev.assay.replay.ReplayOptions;
import dev.assay.replay.ReplayReport;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.service.MonitorService;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everybody with a {@link Duty} at work, on a broker that allows what the table says and nothing else, and remembers what it
 * was asked: so it shows what is missing, and what nobody needs.
 */
@Timeout(900)
class AclsIT {

    private static final Map<String, String> AUTHORIZER = Map.of(
            "authorizer.class.name",
            RecordingAuthorizer.class.getName(),
            "allow.everyone.if.no.acl.found",
            "false",
            "super.users",
            "User:ANONYMOUS"); // on the listener in plain text, for the broker itself and the administrator
    private static final String SERVICE = "service";
    private static final String ERASER = "eraser";
    private static final String PRODUCER = "producer";
    private static final String REVIEWER = "reviewer";
    private static final String AUDITOR = "auditor";
    private static final String CHECKPOINTER = "checkpointer";
    private static final String VERIFIER = "verifier";
    private static final String EXPORTER = "exporter";
    private static final String SCALER = "scaler";

    private static final Map<String, Set<Duty>> USERS = Map.of(
            SERVICE, EnumSet.of(Duty.SERVICE, Duty.CANARIES, Duty.ACTIVATIONS, Duty.ERASURES),
            ERASER, EnumSet.of(Duty.ERASER),
            PRODUCER, EnumSet.of(Duty.PRODUCER),
            REVIEWER, EnumSet.of(Duty.REVIEWER),
            AUDITOR, EnumSet.of(Duty.REPLAY),
            CHECKPOINTER, EnumSet.of(Duty.CHECKPOINTER),
            VERIFIER, EnumSet.of(Duty.VERIFIER),
            EXPORTER, EnumSet.of(Duty.EXPORTER),
            SCALER, EnumSet.of(Duty.SCALER));

    private static final double LOW_THRESHOLD = 0.01; // random probes flag almost everything
    private static final int TURNS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final String NARROW = "assay-contexts-changelog";

    private final Map<String, Config> configs = new HashMap<>(); // by user

    @Test
    void shouldGrantEverybodyWhatTheyNeedAndNoMore(@TempDir Path directory) throws Exception {
        // Given
        RecordingAuthorizer.forget();
        Path bundle = TinyBundle.write(LOW_THRESHOLD, directory.resolve("bundle"));
        try (SecuredKafka kafka = new SecuredKafka(directory, AUTHORIZER)) {
            kafka.createTopics("assay");
            kafka.createTopic(NARROW, Map.of("cleanup.policy", "compact", "max.message.bytes", "100000"));
            for (String user : USERS.keySet()) {
                Path home = Files.createDirectories(directory.resolve(user));
                configs.put(user, SecuredKafka.config(home, settings(kafka.scramUser(user), bundle)));
            }
            grant(kafka.administrator());

            // When
            ReplayReport report = work(kafka.administrator(), Bundle.load(bundle), directory);

            // Then
            assertThat(report.comparison().differences()).isEmpty();
            assertThat(refused()).as("missing").isEmpty();
            assertThat(unneeded()).as("allowed, and never asked for").isEmpty();

            // When somebody does what is not granted, or is granted what nobody does
            Config producers = config(PRODUCER);
            assertThatThrownBy(() -> offsets(producers, "assay.alerts"))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            Grant surplus = new Grant(
                    new ResourcePattern(ResourceType.TOPIC, "assay.alerts", PatternType.LITERAL),
                    EnumSet.of(AclOperation.DESCRIBE),
                    "");
            Grant tooMuch = new Grant(
                    new ResourcePattern(ResourceType.TOPIC, "assay-turns-repartition", PatternType.LITERAL),
                    EnumSet.of(AclOperation.READ), // where to describe would do
                    "");

            // Then it is noticed
            assertThat(refused().get(PRODUCER))
                    .extracting(one -> one.resource().name())
                    .containsOnly("assay.alerts");
            assertThat(new GrantedOperations(List.of(surplus)).unneeded(asked(PRODUCER, true)))
                    .hasSize(1);
            assertThat(new GrantedOperations(List.of(tooMuch)).unneeded(asked(SCALER, true)))
                    .hasSize(1);
        }
    }

    private static Map<String, String> settings(Map<String, String> connection, Path bundle) {
        Map<String, String> settings = new HashMap<>(connection);
        settings.put("assay.bundle", bundle.toString());
        settings.put("assay.canary.interval", "500ms");
        settings.put("assay.activations.enabled", "true");
        settings.put("assay.erasures.topic", "assay.erasures");
        settings.put("assay.metrics.window", "1s");
        settings.put("assay.metrics.grace", "0ms");
        return settings;
    }

    private GrantedOperations granted(String user) {
        return new GrantedOperations(requireNonNull(USERS.get(user)).stream()
                .flatMap(duty -> duty.grants(config(user)).stream())
                .toList());
    }

    /** By user, if there is anything. */
    private static Map<String, List<Asked>> refused() {
        Map<String, List<Asked>> refused = new HashMap<>();
        USERS.keySet().forEach(user -> refused.put(user, asked(user, false)));
        refused.values().removeIf(List::isEmpty);
        return refused;
    }

    /** By user, if there is anything. */
    private Map<String, List<GrantedOperations.Granted>> unneeded() {
        Map<String, List<GrantedOperations.Granted>> unneeded = new HashMap<>();
        USERS.keySet().forEach(user -> unneeded.put(user, granted(user).unneeded(asked(user, true))));
        unneeded.values().removeIf(List::isEmpty);
        return unneeded;
    }

    private void grant(Admin administrator) throws Exception {
        Set<AclBinding> bindings = new HashSet<>();
        for (String user : USERS.keySet()) {
            granted(user)
                    .all()
                    .forEach(one -> bindings.add(new AclBinding(
                            one.resource(),
                            new AccessControlEntry("User:" + user, "*", one.operation(), AclPermissionType.ALLOW))));
        }
        administrator.createAcls(bindings).all().get();
        await("permissions", () -> administrator
                .describeAcls(AclBindingFilter.ANY)
                .values()
                .get()
                .containsAll(bindings));
    }

    /** All at once, since Kafka Streams takes half a minute before it deletes what it has read. */
    private ReplayReport work(Admin administrator, Bundle bundle, Path directory) throws Exception {
        Config config = config(SERVICE);
        ReplayReport report;
        Queue<MonitorEvent> events = new ConcurrentLinkedQueue<>();
        try (MonitorService service = MonitorService.start(config, events::add)) {
            assertThat(service.bundle()).isNotNull();
            send(config(PRODUCER));
            Alert alert = review(config(REVIEWER));
            erase(config(ERASER));
            for (Class<?> awaited : List.of(
                    MonitorEvent.CanaryJudged.class,
                    MonitorEvent.DispositionRead.class,
                    MonitorEvent.DeadLettered.class)) {
                await(awaited.getSimpleName(), () -> events.stream().anyMatch(awaited::isInstance));
            }
            for (String topic : List.of("assay.metrics", "assay.dead-letters", "assay.activations")) {
                await(topic, () -> end(administrator, topic) > 0);
            }
            lookAtTheLag();
            report = replay(bundle);
            audit(bundle, alert, directory);
            await("records that were read to be deleted", () -> asked(SERVICE, true).stream()
                    .anyMatch(asked -> asked.operation() == AclOperation.DELETE));
        }
        ConfigResource narrow = new ConfigResource(ConfigResource.Type.TOPIC, NARROW);
        String limit = requireNonNull(administrator
                        .describeConfigs(List.of(narrow))
                        .all()
                        .get()
                        .get(narrow))
                .get("max.message.bytes")
                .value();
        assertThat(Integer.parseInt(limit)).as("limit of %s", NARROW).isGreaterThan(100_000);
        return report;
    }

    private static void send(Config config) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config.kafkaClient(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < TURNS; i++) {
                String turn = "{\"conversationId\": \"c" + i + "\", \"turnId\": \"t\", \"role\": \"user\", \"text\": "
                        + "\"Could you send me the invoice once more before Friday, please?\"}";
                long time = System.currentTimeMillis() - 2_000L * (TURNS - i); // in metric windows of their own
                producer.send(new ProducerRecord<>("assay.turns", null, time, "c" + i, turn))
                        .get();
            }
            producer.send(new ProducerRecord<>("assay.turns", "c", "no turn")).get();
        }
    }

    /** As {@code assay erase} does; the service would stop at what it may not read. */
    private static void erase(Config config) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config.kafkaClient(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("assay.erasures", "nobody", "")).get();
        }
    }

    /** As {@code assay alerts} does, and as a triage tool would with a consumer group. @return an alert */
    private static Alert review(Config config) throws Exception {
        Wire wire = Wire.of(config);
        Deserializer<Alert> alerts = wire.format().serde(Alert.class).deserializer();
        List<Alert> found = new ArrayList<>();
        try (AlertFeed feed = new AlertFeed(config.kafkaClient(), "assay.alerts", alerts, true);
                SourceText texts = new SourceText(config.kafkaClient(), wire.input())) {
            await("an alert", () -> found.addAll(feed.poll(Duration.ofMillis(200))));
            assertThat(texts.read(found.get(0).source())).isNotNull();
        }
        Map<String, Object> grouped = config.kafkaClient();
        grouped.put("group.id", "assay-reviewer-desk");
        grouped.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> tool =
                new KafkaConsumer<>(grouped, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            tool.subscribe(List.of("assay.alerts"));
            await("the tool's alerts", () -> !tool.poll(Duration.ofMillis(200)).isEmpty());
            tool.commitSync();
        }
        Disposition decision =
                new Disposition(found.get(0).alertId(), Decision.CONFIRMED, "reviewer", Instant.now(), null, null);
        try (KafkaProducer<String, Disposition> decisions = new KafkaProducer<>(
                config.kafkaClient(),
                new StringSerializer(),
                wire.format().serde(Disposition.class).serializer())) {
            decisions
                    .send(new ProducerRecord<>("assay.dispositions", "d", decision))
                    .get();
        }
        return found.get(0);
    }

    /** As {@code assay audit} with {@code checkpoint}, {@code verify} and {@code export} does. */
    private void audit(Bundle bundle, Alert alert, Path directory) throws Exception {
        AuditKey key = AuditKey.generate(directory.resolve("audit.key"));
        Instant now = Instant.now();
        List<String> covered = List.of("assay.alerts", "assay.dispositions");
        assertThat(checkpoint(covered, key, now)).hasSize(covered.size());
        assertThat(checkpoint(covered, key, now)) // started again, it goes on where it ended
                .allSatisfy(one -> assertThat(one.sequence()).isPositive());
        Verification verification =
                new Verification(config(VERIFIER).kafkaClient(), "assay.checkpoints", covered, Set.of(key.publicKey()));
        assertThat(verification.run(KnownHeads.NONE, now).findings()).isEmpty();
        Config config = config(EXPORTER);
        try (BundleReader reader = BundleReader.open(config, bundle, batch -> {})) {
            Exporter.Exported exported = new Exporter(config, bundle, reader, key, Set.of())
                    .export(alert.alertId(), Duration.ofDays(1), null, directory.resolve("pack"), now);
            assertThat(exported.covered()).isTrue();
        }
    }

    private List<Checkpoint> checkpoint(List<String> covered, AuditKey key, Instant now) {
        try (Checkpointer checkpointer =
                new Checkpointer(config(CHECKPOINTER).kafkaClient(), "assay.checkpoints", covered, key, Set.of())) {
            return checkpointer.run(now);
        }
    }

    /** As KEDA does: the partitions of each topic, how far the group is in them, and where they end. */
    private void lookAtTheLag() throws Exception {
        try (Admin admin = Admin.create(config(SCALER).kafkaClient())) {
            for (String topic : List.of("assay.turns", "assay-turns-repartition")) {
                assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get())
                        .containsOnlyKeys(topic);
                TopicPartition partition = new TopicPartition(topic, 0);
                ListConsumerGroupOffsetsSpec spec =
                        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
                await(
                        "the group's offset in " + topic,
                        () -> admin.listConsumerGroupOffsets(Map.of("assay", spec))
                                        .partitionsToOffsetAndMetadata("assay")
                                        .get()
                                        .get(partition)
                                != null);
                assertThat(end(admin, topic)).isPositive();
            }
        }
    }

    private ReplayReport replay(Bundle bundle) throws Exception {
        Config config = config(AUDITOR);
        ReplayOptions options = new ReplayOptions("acl", Position.parse("earliest"), Position.parse("latest"), null, 0);
        try (BundleReader reader = BundleReader.open(config, bundle, batch -> {})) {
            return new Replay(config, options, (done, total) -> {}).run(bundle, reader);
        }
    }

    private Config config(String user) {
        return requireNonNull(configs.get(user), user);
    }

    /** @param allowed what was allowed, or else what was refused and missed */
    private static List<Asked> asked(String user, boolean allowed) {
        return RecordingAuthorizer.asked().stream()
                .filter(asked -> asked.user().equals(user) && asked.allowed() == allowed && asked.matters())
                .toList();
    }

    private static long offsets(Config config, String topic) throws Exception {
        try (Admin admin = Admin.create(config.kafkaClient())) {
            return end(admin, topic);
        }
    }

    private static long end(Admin admin, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time for %s", what).isLessThan(until);
            Thread.sleep(50);
        }
    }
}
