package dev.assay.checkpoint;

import static dev.assay.checkpoint.FindingKind.ALTERED;
import static dev.assay.checkpoint.FindingKind.EXPIRED;
import static dev.assay.checkpoint.FindingKind.GAP;
import static dev.assay.checkpoint.FindingKind.INSERTED;
import static dev.assay.checkpoint.FindingKind.REMOVED;
import static dev.assay.checkpoint.FindingKind.REORDERED;
import static dev.assay.checkpoint.FindingKind.REWRITTEN;
import static dev.assay.checkpoint.FindingKind.TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditException;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tampers with a topic on a real broker, in each way that Kafka allows, and sees whether it is noticed. */
class TamperedRecordsTest extends AuditedTopicsKit {

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
}
