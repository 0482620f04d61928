package dev.assay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerTest {

    private static final String TOPIC = "letters";

    @Test
    void shouldKeepAddressAndRecordsOverARestart(@TempDir Path directory) throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory.resolve("log"), Map.of())) {
            String address = broker.bootstrapServers();
            broker.createTopic(TOPIC, 1, Map.of());
            broker.createTopic(TOPIC, 1, Map.of());
            send(broker, "before");

            // When
            broker.restart();
            send(broker, "after");

            // Then
            assertThat(broker.bootstrapServers()).isEqualTo(address).startsWith("127.0.0.1:");
            assertThat(read(broker, 2)).containsExactly("before", "after");
        }
        assertThat(directory.resolve("log")).isNotEmptyDirectory();
    }

    @Test
    void shouldTakeOtherPortsWhenOnesItFoundFreeAreTakenMeanwhile(@TempDir Path directory) throws Exception {
        // Given
        List<Integer> free = freePorts();
        try (EmbeddedBroker first = EmbeddedBroker.start()) {
            int taken = URI.create("kafka://" + first.bootstrapServers()).getPort();
            Deque<List<Integer>> found = new ArrayDeque<>(List.of(List.of(taken, free.get(1)), free));

            // When
            try (EmbeddedBroker broker =
                    EmbeddedBroker.start(directory.resolve("log"), null, found::removeFirst, Map.of(), Map.of())) {

                // Then
                assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + free.get(0));
                broker.createTopic(TOPIC, 1, Map.of());
                send(broker, "a letter");
                assertThat(read(broker, 1)).containsExactly("a letter");
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindInTheTemporaryDirectory() throws Exception {
        // Given
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = brokersIn(temporary);

        // When
        EmbeddedBroker broker = EmbeddedBroker.start();
        List<Path> during = brokersIn(temporary);
        broker.close();

        // Then
        during.removeAll(before);
        assertThat(during).hasSize(1).allSatisfy(log -> assertThat(log).doesNotExist());
    }

    private static List<Integer> freePorts() throws Exception {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static List<Path> brokersIn(Path temporary) throws Exception {
        try (var entries = Files.newDirectoryStream(temporary, "assay-broker*")) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found;
        }
    }

    private static void send(EmbeddedBroker broker, String letter) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, letter)).get();
        }
    }

    private static List<String> read(EmbeddedBroker broker, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        List<String> letters = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            while (letters.size() < count) {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(100))) {
                    letters.add(letter.value());
                }
            }
        }
        return letters;
    }
}
