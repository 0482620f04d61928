package dev.assay.checkpoint;

import static dev.assay.checkpoint.FindingKind.FORGED;
import static dev.assay.checkpoint.FindingKind.FORKED;
import static dev.assay.checkpoint.FindingKind.GAP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Tampers with the checkpoints themselves: forges, repeats and deletes them. */
class TamperedCheckpointsTest extends AuditedTopicsKit {

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

    private SignedCheckpoint last() {
        List<ConsumerRecord<byte[], byte[]>> content = topics.content(topics.checkpoints);
        return SignedCheckpoint.read("it", content.get(content.size() - 1).value());
    }
}
