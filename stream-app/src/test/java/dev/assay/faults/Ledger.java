package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.bundle.TinyBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a deployment was given and what it made of it, from the topics alone, and of those only what is committed. Shares
 * no code with the service. Used by one thread.
 */
final class Ledger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int PROBLEMS_SHOWN = 10;
    private static final double SCORE_DIGITS = 1e4; // published scores have four digits

    private final Deployment deployment;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, List<String>> given = new HashMap<>(); // conversation -> turn ids in order
    private final Map<String, List<String>> scored = new HashMap<>(); // likewise
    private final Map<String, List<String>> activations = new HashMap<>(); // conversation -> records in order
    private final Map<String, List<String>> alerts = new HashMap<>(); // likewise
    private final List<String> windows = new ArrayList<>(); // final ones, one a line
    private int turnsCounted; // in windows of any one detector
    private int turnsGiven;
    private int deliveredAgain;
    private int turnsScored;
    private final Refusals refusals = new Refusals();
    private int recordsWithText; // of those that must have none

    Ledger(Deployment deployment) {
        this.deployment = deployment;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        deployment.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(
                Deployment.INPUT,
                deployment.alerts(),
                deployment.activations(),
                deployment.metrics(),
                deployment.deadLetters())) {
            for (int partition = 0; partition < Deployment.PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        consumer.assign(partitions);
    }

    /** Each counted once. */
    int turnsGiven() {
        return turnsGiven;
    }

    /** Turns that had been given before. */
    int deliveredAgain() {
        return deliveredAgain;
    }

    int turnsScored() {
        return turnsScored;
    }

    int deadLetters() {
        return refusals.letters();
    }

    /** The alerts as they were published, in order, by conversation. */
    Map<String, List<String>> alerts() {
        return alerts;
    }

    /** The activations as they were published, in order, by conversation. */
    Map<String, List<String>> activations() {
        return activations;
    }

    /** Turns in the metric windows that are over. */
    int turnsCounted() {
        return turnsCounted;
    }

    /** The metric windows that are over, sorted: which one, and its totals. */
    List<String> windows() {
        return windows.stream().sorted().toList();
    }

    /** Takes what is there. */
    void read() {
        consumer.poll(POLL).forEach(this::take);
    }

    /** Reads until {@code turns} were given and as many scored. */
    void awaitScored(int turns, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (turnsGiven < turns || turnsScored < turns || refusals.outstanding()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("after " + within + ", " + turnsGiven + " turns were given and "
                        + turnsScored + " scored; expected " + turns + " of each. " + problems());
            }
            read();
        }
    }

    /** Reads all there is, once the service has stopped. */
    void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
    }

    /**
     * What was lost, scored twice, scored without being given, or scored out of order, refused for no reason or with text in
     * it; at most a few of each.
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>(refusals.problems());
        if (recordsWithText > 0) {
            problems.add(recordsWithText + " published records have chat text in them");
        }
        given.forEach((conversation, turns) ->
                compare(conversation, turns, scored.getOrDefault(conversation, List.of()), problems));
        Set<String> invented = new HashSet<>(scored.keySet());
        invented.removeAll(given.keySet());
        invented.forEach(conversation -> problems.add(conversation + " was scored and never given"));
        return problems.size() <= PROBLEMS_SHOWN
                ? problems
                : List.of(problems.size() + " problems, first " + problems.subList(0, PROBLEMS_SHOWN));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static void compare(String conversation, List<String> turns, List<String> seen, List<String> problems) {
        if (turns.equals(seen)) {
            return;
        }
        List<String> lost = new ArrayList<>(turns);
        seen.forEach(lost::remove);
        List<String> repeated = new ArrayList<>(seen);
        turns.forEach(repeated::remove);
        String finding = lost.isEmpty() && repeated.isEmpty()
                ? "scored as " + seen
                : "lost " + lost + ", scored once too often " + repeated;
        problems.add(conversation + " of " + turns + ": " + finding);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Deployment.INPUT) && record.headers().lastHeader(Load.NO_TURN) != null) {
            refusals.given(record);
            return;
        }
        JsonNode value = json(record.value());
        if (!topic.equals(Deployment.INPUT) && new String(record.value(), UTF_8).contains(Conversations.MARK)) {
            recordsWithText++;
        }
        if (topic.equals(deployment.deadLetters())) {
            refusals.letter(value);
            return;
        }
        if (topic.equals(deployment.metrics())) {
            takeWindow(value);
            return;
        }
        String conversation = value.required("conversationId").textValue();
        if (topic.equals(Deployment.INPUT)) {
            List<String> before = given.computeIfAbsent(conversation, id -> new ArrayList<>());
            for (String turn : turnIds(value)) {
                if (before.contains(turn)) {
                    deliveredAgain++;
                } else {
                    before.add(turn);
                    turnsGiven++;
                }
            }
        } else if (topic.equals(deployment.activations())) {
            turnsScored++;
            append(scored, conversation, value.required("turnId").textValue());
            append(activations, conversation, new String(record.value(), UTF_8));
        } else {
            append(alerts, conversation, new String(record.value(), UTF_8));
        }
    }

    private void takeWindow(JsonNode window) {
        if (window.required("detector").textValue().equals(TinyBundle.DETECTORS.get(0))) {
            turnsCounted += window.required("turns").intValue();
        }
        ObjectNode totals = window.deepCopy();
        double sum = totals.required("scoreSum").doubleValue();
        totals.put("scoreSum", Math.round(sum * SCORE_DIGITS)); // added in any order, so its last bits differ
        windows.add(totals.toString());
    }

    private static List<String> turnIds(JsonNode input) {
        if (!input.has("messages")) {
            return List.of(input.required("turnId").textValue());
        }
        List<String> ids = new ArrayList<>();
        for (int turn = 0; turn < input.get("messages").size(); turn++) {
            ids.add(Integer.toString(turn));
        }
        return ids;
    }

    private static void append(Map<String, List<String>> lists, String conversation, String value) {
        lists.computeIfAbsent(conversation, id -> new ArrayList<>()).add(value);
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a record is no JSON", e);
        }
    }
}
