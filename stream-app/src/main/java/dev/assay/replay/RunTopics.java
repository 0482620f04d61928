package dev.assay.replay;

import dev.assay.follow.Answers;
import dev.assay.follow.CommittedRecords;
import dev.assay.topology.InputRange;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics and the consumer group of a run. */
final class RunTopics implements AutoCloseable {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 500;

    /** Records carry the time of old turns; brokers would delete them at once. */
    private static final Map<String, String> FOR_EVER =
            Map.of("retention.ms", "-1", "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));

    private final RunNames names;
    private final Admin admin;

    RunTopics(Map<String, Object> client, RunNames names) {
        this.names = names;
        this.admin = Admin.create(client);
    }

    boolean hasLog() {
        return existing().contains(names.log());
    }

    /**
     * Makes the topics that are written to, and puts the consumer group where the range begins. To be done before the
     * manifest is written; doing it again does nothing more.
     *
     * @throws ReplayException if an output topic has records though there is no manifest
     */
    void prepare(InputRange range, short replicationFactor, CommittedRecords records) {
        for (String topic : List.of(names.log(), names.alerts(), names.deadLetters())) {
            NewTopic created = new NewTopic(topic, Optional.of(1), Optional.of(replicationFactor)).configs(FOR_EVER);
            try {
                Answers.of(admin.createTopics(List.of(created)).all());
            } catch (TopicExistsException e) {
                // made by an attempt before, or by another instance
            }
            Answers.awaitTopic(admin, topic);
        }
        for (String topic : List.of(names.alerts(), names.deadLetters())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            if (records.ends(List.of(partition)).getOrDefault(partition, 0L) > 0) {
                throw new ReplayException("topic " + topic + " has records, but " + names.log()
                        + " has no manifest of the run that wrote them; choose another id");
            }
        }
        Map<TopicPartition, OffsetAndMetadata> starts = range.starts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, start -> new OffsetAndMetadata(start.getValue())));
        Answers.of(
                admin.alterConsumerGroupOffsets(names.applicationId(), starts).all());
    }

    /** How far the run has come on each partition, as it is committed. */
    Map<TopicPartition, Long> committed() {
        return Answers.of(admin.listConsumerGroupOffsets(names.applicationId()).partitionsToOffsetAndMetadata())
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /**
     * Deletes what the run kept only to do its work, chat text among it, unless other instances are still at it for long.
     *
     * @return whether all is deleted
     */
    boolean forget() throws InterruptedException {
        long until = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        while (!isGroupDeleted()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        Collection<String> internal =
                existing().stream().filter(names::isInternal).toList();
        try {
            Answers.of(admin.deleteTopics(internal).all());
        } catch (UnknownTopicOrPartitionException e) {
            // another instance deletes them too
        }
        return true;
    }

    /** False while it has members. */
    private boolean isGroupDeleted() {
        try {
            Answers.of(
                    admin.deleteConsumerGroups(List.of(names.applicationId())).all());
            return true;
        } catch (GroupIdNotFoundException e) {
            return true;
        } catch (GroupNotEmptyException e) {
            return false;
        }
    }

    private Set<String> existing() {
        return new HashSet<>(Answers.of(admin.listTopics().names()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
