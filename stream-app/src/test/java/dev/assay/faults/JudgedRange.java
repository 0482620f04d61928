package dev.assay.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.engine.Djl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker with seeded conversations that the service has judged, and the middle of them as a range. */
final class JudgedRange implements AutoCloseable {

    static final Map<String, String> SETTINGS = Map.of("assay.alerts.cool-down", "100ms");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURNS = 500;
    private static final double SHARE_DELIVERED_AGAIN = 0.02;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(8);

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    private final Path directory;
    private final long seed;
    private final Path bundle;
    private final Deployment production;
    private final Map<String, List<String>> published; // by conversation
    private final Map<Integer, Long> from;
    private final Map<Integer, Long> to;
    private int turns;

    JudgedRange(Path directory, long seed) throws Exception {
        Djl.offline();
        this.directory = directory;
        this.seed = seed;
        bundle = TinyBundle.write(directory.resolve("bundle"));
        Deployment.createInput(broker);
        production = deployment("production", bundle);
        try (Load load = new Load(broker.bootstrapServers(), seed, SHARE_DELIVERED_AGAIN)) {
            for (int wanted = 20; wanted <= TURNS; wanted += 20) {
                load.sendUpTo(wanted);
                Thread.sleep(20); // record times that cool-downs can tell apart
            }
            load.flush();
            turns = load.turns();
        }
        published = judge(production);
        from = ends(Deployment.INPUT);
        from.replaceAll((partition, end) -> end / 3);
        to = ends(Deployment.INPUT);
        to.replaceAll((partition, end) -> end * 2 / 3);
    }

    Path bundle() {
        return bundle;
    }

    Deployment production() {
        return production;
    }

    Deployment deployment(String name, Path with) {
        return Deployment.create(name, broker, directory, with);
    }

    Map<Integer, Long> from() {
        return from;
    }

    Map<Integer, Long> to() {
        return to;
    }

    Set<String> topics() throws Exception {
        return admin.listTopics().names().get();
    }

    /** Of the service, about turns of the range, by conversation, turn and detector. */
    Map<String, JsonNode> alerts() throws Exception {
        return keys(published);
    }

    /** The same of another deployment, which judges everything first. */
    Map<String, JsonNode> alerts(Deployment other) throws Exception {
        return keys(judge(other));
    }

    /** Input records of which the results are committed. */
    long committed(String group) throws Exception {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().equals(Deployment.INPUT))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            return 0; // there is no such group yet
        }
    }

    /** Instances of a group that have work. */
    long workers(String group) throws Exception {
        try {
            return requireNonNull(admin.describeConsumerGroups(List.of(group))
                            .all()
                            .get()
                            .get(group))
                    .members()
                    .stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(member -> member.clientId().replaceAll("-StreamThread-.*", ""))
                    .distinct()
                    .count();
        } catch (ExecutionException e) {
            return 0; // there is no such group yet, or no more
        }
    }

    /** Two decisions on each alert, of which the second counts. */
    void decide(Map<String, JsonNode> alerts, Set<String> confirmed) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (Map.Entry<String, JsonNode> alert : alerts.entrySet()) {
                String id = alert.getValue().get("alertId").textValue();
                for (String decision :
                        List.of("UNSURE", confirmed.contains(alert.getKey()) ? "CONFIRMED" : "REJECTED")) {
                    producer.send(new ProducerRecord<>(
                                    "production.dispositions",
                                    id,
                                    JSON.createObjectNode()
                                            .put("alertId", id)
                                            .put("decision", decision)
                                            .put("reviewer", "tester")
                                            .put("timestamp", "2026-11-20T10:00:00.000Z")
                                            .toString()))
                            .get();
                }
            }
        }
    }

    Map<Integer, Long> ends(String topic) throws Exception {
        var partitions = requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions();
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new TreeMap<>();
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        return ends;
    }

    private Map<String, List<String>> judge(Deployment deployment) {
        try (Ledger ledger = new Ledger(deployment)) {
            try (LocalService service = new LocalService(deployment, SETTINGS, reader -> reader)) {
                ledger.awaitScored(turns, LONGEST_RUN);
                assertThat(service.state()).isNotNull();
            }
            ledger.readToEnd();
            assertThat(ledger.problems()).as("seed %d", seed).isEmpty();
            return ledger.alerts();
        }
    }

    private Map<String, JsonNode> keys(Map<String, List<String>> alerts) throws Exception {
        Map<String, JsonNode> keys = new HashMap<>();
        for (List<String> ofConversation : alerts.values()) {
            for (String text : ofConversation) {
                JsonNode alert = JSON.readTree(text);
                int partition = alert.at("/source/partition").intValue();
                long offset = alert.at("/source/offset").longValue();
                if (offset >= from.getOrDefault(partition, 0L) && offset < to.getOrDefault(partition, 0L)) {
                    keys.put(
                            alert.get("conversationId").textValue() + "/"
                                    + alert.get("turnId").textValue() + "/"
                                    + alert.get("detector").textValue(),
                            alert);
                }
            }
        }
        return keys;
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
