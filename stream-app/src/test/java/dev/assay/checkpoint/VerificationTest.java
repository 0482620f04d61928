package dev.assay.checkpoint;

import static dev.assay.checkpoint.FindingKind.ALTERED;
import static dev.assay.checkpoint.FindingKind.EXPIRED;
import static dev.assay.checkpoint.FindingKind.FORGED;
import static dev.assay.checkpoint.FindingKind.FORKED;
import static dev.assay.checkpoint.FindingKind.GAP;
import static dev.assay.checkpoint.FindingKind.INSERTED;
import static dev.assay.checkpoint.FindingKind.REMOVED;
import static dev.assay.checkpoint.FindingKind.REORDERED;
import static dev.assay.checkpoint.FindingKind.REWRITTEN;
import static dev.assay.checkpoint.FindingKind.TRUNCATED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditException;
import dev.assay.audit.AuditKey;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tampers with topics on a real broker, in each way that Kafka allows, and sees whether it is noticed. */
@Timeout(120)
class VerificationTest {

    private static EmbeddedBroker broker;
    private static AuditKey key;
    private static AuditKey other;

    private AuditedTopics topics;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(0, directory.resolve("broker"), Map.of("log.initial.task.delay.ms", "3600000"));
        key = AuditKey.generate(directory.resolve("key"));
        other = AuditKey.generate(directory.resolve("other"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        topics = new AuditedTopics(broker, test.getTestMethod().orElseThrow().getName(), key);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    /** Three checkpoints over fifteen records in five transactions. */
    private void fill() {
        topics.checkpoint();
        topics.append(5);
        topics.append(2);
        topics.checkpoint();
        topics.append(3);
        topics.append(2);
        topics.append(3);
        topics.checkpoint();
    }

    @Test
    void shouldFindNothingWhereNothingWasTouched() {
        // Given
        fill();
        topics.appendInTransaction(4, false);
        topics.append(2);

        // When
        AuditReport report = topics.verify();

        // Then
        assertThat(report.findings()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(report.coverage()).singleElement().satisfies(coverage -> {
            assertThat(coverage.checkpoints()).isEqualTo(3);
            assertThat(coverage.covered()).isEqualTo(15);
            assertThat(coverage.uncovered()).isEqualTo(2);
            assertThat(coverage.to())
                    .as("records and their transactions' markers")
                    .isEqualTo(20);
        });
        assertThat(report.verdict())
                .isEqualTo(
                        "Intact: 15 records are as they were when their checkpoints were signed; 2 came since and are "
                                + "not covered yet.");
    }

    @Test
    void shouldCoverNothingThatIsNotDecided() throws Exception {
        // Given a producer that is in the middle of its transaction, as a zombie is
        topics.append(2);
        Map<String, Object> settings = new HashMap<>(topics.client());
        settings.put("transactional.id", "undecided");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topics.topic, new byte[] {1})).get();
            topics.append(1);

            // When
            List<Checkpoint> before = topics.checkpoint();
            producer.abortTransaction();
            List<Checkpoint> after = topics.checkpoint();

            // Then
            assertThat(before).singleElement().extracting(Checkpoint::to).isEqualTo(3L);
            assertThat(after).singleElement().satisfies(one -> {
                assertThat(one.from()).isEqualTo(3L);
                assertThat(one.records()).hasSize(1);
            });
        }
        assertThat(topics.verify().findings()).isEmpty();
    }

    @Test
    void shouldNameARecordThatWasRemoved() throws Exception {
        // Given
        fill();
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.topic);
        long offset = content.get(6).offset();

        // When
        content.remove(6);
        topics.recreate(topics.topic, content);
        AuditReport report = topics.verify();

        // Then
        expect(report, REMOVED, REWRITTEN);
        assertThat(report.exitCode()).isEqualTo(10);
        assertThat(report.findings().get(0).place()).isEqualTo(topics.topic + "-0 offset " + offset);
        assertThat(report.findings().get(0).detail()).isEqualTo("1 record of 2026-11-17T10:00:07Z: gone");
    }

    @Test
    void shouldNameARecordThatWasAltered() throws Exception {
        // Given
        fill();
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.topic);
        long offset = content.get(3).offset();

        // When
        content.set(3, AuditedTopics.altered(content.get(3)));
        topics.recreate(topics.topic, content);
        AuditReport report = topics.verify();

        // Then
        expect(report, ALTERED, REWRITTEN);
        assertThat(report.exitCode()).isEqualTo(11);
        assertThat(report.findings().get(0).from()).isEqualTo(offset);
        assertThat(report.findings().get(0).records()).isEqualTo(1);
    }

    @Test
    void shouldNameARecordThatWasInserted() throws Exception {
        // Given
        fill();
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.topic);

        // When
        content.add(4, AuditedTopics.altered(content.get(4)));
        topics.recreate(topics.topic, content);
        AuditReport report = topics.verify();

        // Then
        expect(report, INSERTED, REWRITTEN);
        assertThat(report.exitCode()).isEqualTo(12);
        assertThat(report.findings().get(0).from()).isEqualTo(4);
    }

    @Test
    void shouldNameRecordsThatChangedPlaces() throws Exception {
        // Given
        fill();
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.topic);

        // When
        Collections.swap(content, 8, 9);
        topics.recreate(topics.topic, content);
        AuditReport report = topics.verify();

        // Then
        expect(report, REORDERED, REWRITTEN);
        assertThat(report.exitCode()).isEqualTo(13);
    }

    @Test
    void shouldNoticeThatTheTailIsGone() throws Exception {
        // Given
        fill();
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.topic);
        long first = content.get(13).offset();

        // When
        topics.recreate(topics.topic, content.subList(0, 13));
        AuditReport report = topics.verify();

        // Then
        expect(report, TRUNCATED, REWRITTEN);
        assertThat(report.exitCode()).isEqualTo(14);
        assertThat(report.findings().get(0).from()).isEqualTo(first);
        assertThat(report.findings().get(0).records()).isEqualTo(2);
        assertThatThrownBy(topics::checkpoint)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("was created anew since its last checkpoint");
    }

    @Test
    void shouldTakeNoCheckpointOfAnotherKey() throws Exception {
        // Given
        fill();
        SignedCheckpoint last = last();
        Checkpoint empty = new Checkpoint(
                topics.partition(),
                last.checkpoint().topicId(),
                last.checkpoint().sequence() + 1,
                last.digest(),
                last.checkpoint().to(),
                last.checkpoint().to() + 5,
                AuditedTopics.START,
                List.of());

        // When
        topics.write(topics.checkpoints, SignedCheckpoint.of(empty, other).bytes());
        topics.write(topics.checkpoints, AuditedTopics.SECRET.getBytes(UTF_8));
        topics.write(
                topics.checkpoints,
                new String(last.bytes(), UTF_8)
                        .replace("\"to\" : 20", "\"to\" : 21")
                        .getBytes(UTF_8));
        AuditReport report = topics.verify();

        // Then
        expect(report, FORGED, FORGED, FORGED);
        assertThat(report.exitCode()).isEqualTo(15);
        assertThat(report.findings())
                .extracting(Finding::detail)
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("was signed with a key that is not among those given"),
                        one -> assertThat(one).contains("is no signed checkpoint"),
                        one -> assertThat(one).contains("was changed after it was signed"));
        assertThat(report.coverage()).extracting(Coverage::covered).containsExactly(15L);

        // When they are there, the chain goes on all the same
        topics.append(1);
        topics.checkpoint();

        // Then
        assertThat(topics.verify().coverage()).extracting(Coverage::covered).containsExactly(16L);
    }

    @Test
    void shouldNoticeTwoHistoriesOfOneKey() throws Exception {
        // Given
        fill();
        SignedCheckpoint last = last();
        Checkpoint without = new Checkpoint(
                topics.partition(),
                last.checkpoint().topicId(),
                last.checkpoint().sequence(),
                last.checkpoint().previous(),
                last.checkpoint().from(),
                last.checkpoint().to(),
                AuditedTopics.START,
                last.checkpoint().records().subList(1, 8));

        // When
        topics.write(topics.checkpoints, SignedCheckpoint.of(without, key).bytes());

        // Then
        assertThat(topics.verify().exitCode()).isEqualTo(FORKED.exitCode());
    }

    @Test
    void shouldTakeACopyOfACheckpointForWhatItIs() throws Exception {
        // Given
        fill();

        // When
        topics.write(
                topics.checkpoints, topics.content(topics.checkpoints).get(1).value());

        // Then
        assertThat(topics.verify().findings()).isEmpty();
    }

    @Test
    void shouldNoticeThatACheckpointIsMissing() throws Exception {
        // Given
        fill();
        KnownHeads known = topics.verify().heads();
        List<ConsumerRecord<byte[], byte[]>> checkpoints = topics.content(topics.checkpoints);
        SignedCheckpoint second = SignedCheckpoint.read("it", checkpoints.get(1).value());

        // When one in the middle is gone
        List<ConsumerRecord<byte[], byte[]>> without = new ArrayList<>(checkpoints);
        without.remove(1);
        topics.recreate(topics.checkpoints, without);
        AuditReport middle = topics.verify();

        // Then
        expect(middle, GAP);
        assertThat(middle.exitCode()).isEqualTo(17);
        assertThat(middle.findings().get(0).from())
                .isEqualTo(second.checkpoint().from());
        assertThat(middle.findings().get(0).to()).isEqualTo(second.checkpoint().to() - 1);

        // When the last one is gone together with what it covers, and all is written as if it had been so
        topics.recreate(topics.checkpoints, checkpoints.subList(0, 2));

        // Then only who has seen it knows
        assertThat(topics.verify().findings()).isEmpty();
        expect(topics.verify(known), GAP);

        // When the first ones are deleted of a topic that keeps them for ever
        topics.recreate(topics.checkpoints, checkpoints);
        topics.deleteBefore(topics.checkpoints, 2);

        // Then
        expect(topics.verify(), GAP);

        // When none is left
        topics.recreate(topics.checkpoints, List.of());

        // Then
        expect(topics.verify(), GAP);
    }

    @Test
    void shouldTellDeletionByRetentionFromDeletionByHand() throws Exception {
        // Given
        fill();
        long offset = topics.content(topics.topic).get(4).offset();

        // When the first records are deleted of a topic that keeps them for ever
        topics.deleteBefore(topics.topic, offset);

        // Then
        AuditReport byHand = topics.verify();
        expect(byHand, REMOVED);
        assertThat(byHand.findings().get(0).records()).isEqualTo(4);
        assertThat(byHand.findings().get(0).detail()).contains("retention as it is set now (retention.ms=-1");

        // When the topic keeps them for an hour, which has passed
        topics.setRetention(3_600_000);
        AuditReport expired = topics.verify();

        // Then
        expect(expired, EXPIRED);
        assertThat(expired.exitCode()).isZero();
        assertThat(expired.coverage()).extracting(Coverage::expired).containsExactly(4L);
        assertThat(expired.verdict()).startsWith("Intact: 11 records");

        // When more is deleted than a checkpoint covers
        topics.append(2);
        topics.deleteBefore(topics.topic, 22);
        topics.append(1);
        topics.checkpoint();

        // Then
        AuditReport late = topics.verify();
        assertThat(late.exitCode()).isEqualTo(GAP.exitCode());
        assertThat(late.findings().get(0).place()).isEqualTo(topics.topic + "-0 offsets 20 to 21");
    }

    @Test
    void shouldSayThatRetentionHasDeletedTheOldest(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker tidy = EmbeddedBroker.start(
                        0,
                        directory,
                        Map.of("log.initial.task.delay.ms", "500", "log.retention.check.interval.ms", "500"));
                AuditedTopics old = new AuditedTopics(tidy, "old", key)) {
            // Given
            old.append(3);
            old.checkpoint();
            old.setRetention(1);

            // When
            while (!old.content(old.topic).isEmpty()) {
                Thread.sleep(100);
            }
            old.setRetention(3_600_000);

            // Then
            expect(old.verify(), EXPIRED);
            assertThat(old.verify().exitCode()).isZero();
        }
    }

    @Test
    void shouldGoOnUnderAnotherKey() throws Exception {
        // Given
        fill();
        topics.append(2);

        // When
        topics.checkpoint(other, Set.of(key.publicKey()));

        // Then
        AuditReport both = topics.verify(KnownHeads.NONE, Set.of(key.publicKey(), other.publicKey()));
        assertThat(both.findings()).isEmpty();
        assertThat(both.coverage()).extracting(Coverage::covered).containsExactly(17L);
        expect(topics.verify(), FORGED);
    }

    @Test
    void shouldLetOnlyOneWriteCheckpoints() {
        // Given
        fill();
        try (Checkpointer first = topics.checkpointer(key, Set.of());
                Checkpointer second = topics.checkpointer(key, Set.of())) {
            topics.append(1);

            // When, Then
            assertThatThrownBy(() -> first.run(AuditedTopics.START))
                    .isInstanceOf(AuditException.class)
                    .hasMessage("another assay audit checkpoint has taken over " + topics.checkpoints
                            + "; run one at a time");
            assertThat(second.run(AuditedTopics.START)).hasSize(1);
            topics.append(1);
            assertThat(second.run(AuditedTopics.START)).hasSize(1);
            assertThat(second.run(AuditedTopics.START)).isEmpty();
        }
        assertThat(topics.verify().findings()).isEmpty();
    }

    @Test
    void shouldCutWhatIsTooMuchForOneCheckpoint() {
        // Given
        topics.append(Checkpointer.MOST_RECORDS * 2 + 1);

        // When
        List<Checkpoint> made = topics.checkpoint();

        // Then
        assertThat(made).extracting(one -> one.records().size()).containsExactly(1_000, 1_000, 1);
        assertThat(topics.verify().findings()).isEmpty();
        assertThat(topics.verify().coverage()).extracting(Coverage::covered).containsExactly(2_001L);
    }

    private SignedCheckpoint last() {
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.checkpoints);
        return SignedCheckpoint.read("it", content.get(content.size() - 1).value());
    }

    private static void expect(AuditReport report, FindingKind... kinds) {
        assertThat(report.findings().stream().map(Finding::kind).distinct().toList())
                .as("%s", report.findings())
                .containsExactlyElementsOf(List.of(kinds).stream().distinct().toList());
        assertThat(new String(ReportJson.write(report), UTF_8))
                .doesNotContain(AuditedTopics.SECRET)
                .contains(report.verdict());
    }
}
