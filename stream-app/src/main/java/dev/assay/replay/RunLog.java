package dev.assay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.follow.CommittedRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What all instances of a run, and those that go on with it later, know of it: a topic of one partition with the manifest
 * and the news that the range is done. The first record of each kind counts. Not thread-safe.
 */
final class RunLog {

    private static final String MANIFEST = "manifest";
    private static final String FINISHED = "finished";

    private final Map<String, Object> client;
    private final String topic;

    RunLog(Map<String, Object> client, String topic) {
        this.client = Map.copyOf(client);
        this.topic = topic;
    }

    /** @throws ReplayException if what is there is no manifest, or was changed */
    Optional<SignedManifest> manifest() {
        return Optional.ofNullable(firsts().get(MANIFEST)).map(bytes -> SignedManifest.read("topic " + topic, bytes));
    }

    boolean isFinished() {
        return firsts().containsKey(FINISHED);
    }

    /** @return the one that counts: this, unless somebody was quicker */
    SignedManifest begin(SignedManifest manifest) {
        write(MANIFEST, manifest.bytes());
        return manifest().orElseThrow(() -> new ReplayException("topic " + topic + " lost the manifest; start again"));
    }

    void finish() {
        write(FINISHED, new byte[0]);
    }

    private Map<String, byte[]> firsts() {
        Map<String, byte[]> firsts = new HashMap<>();
        try (CommittedRecords records = new CommittedRecords(client)) {
            records.readAll(topic, record -> firsts.putIfAbsent(new String(record.key(), UTF_8), record.value()));
        }
        return firsts;
    }

    private void write(String key, byte[] value) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("acks", "all");
        settings.put("max.block.ms", 30_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("interrupted while writing to topic " + topic, e);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to topic " + topic + ": " + e.getCause(), e.getCause());
        }
    }
}
