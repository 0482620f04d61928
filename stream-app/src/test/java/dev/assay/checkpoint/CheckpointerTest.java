package dev.assay.checkpoint;

import static dev.assay.checkpoint.FindingKind.FORGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What a checkpoint covers, and who may go on with them. */
class CheckpointerTest extends AuditedTopicsKit {

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
}
