package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.assay.audit.AuditException;
import dev.assay.follow.Answers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the brokers say of a topic as a whole.
 *
 * @param id by which Kafka tells it from one of the same name that was deleted
 * @param partitions how many it has
 * @param cleanup {@code delete}, {@code compact} or both
 * @param retentionMillis -1 for ever
 * @param retentionBytes of each partition; -1 for any size
 */
record TopicState(String id, int partitions, String cleanup, long retentionMillis, long retentionBytes) {

    /** @throws AuditException if there is no such topic */
    static TopicState of(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Map<String, TopicDescription> described =
                    Answers.of(admin.describeTopics(List.of(topic)).allTopicNames());
            Map<ConfigResource, Config> configs =
                    Answers.of(admin.describeConfigs(List.of(resource)).all());
            TopicDescription description = requireNonNull(described.get(topic), topic);
            Config config = requireNonNull(configs.get(resource), topic);
            return new TopicState(
                    description.topicId().toString(),
                    description.partitions().size(),
                    config.get("cleanup.policy").value(),
                    Long.parseLong(config.get("retention.ms").value()),
                    Long.parseLong(config.get("retention.bytes").value()));
        } catch (UnknownTopicOrPartitionException e) {
            throw new AuditException("topic " + topic + " does not exist; create what docs/operations/audit.md lists");
        }
    }

    /** @throws AuditException if records may vanish from between others, as nobody could tell from tampering */
    void requireNotCompacted(String topic) {
        if (cleanup.contains("compact")) {
            throw new AuditException("topic " + topic + " has cleanup.policy=" + cleanup
                    + ", by which Kafka itself removes records from between others; expected delete");
        }
    }

    /** Whether retention, as it is set now, ever deletes anything. */
    boolean mayExpire() {
        return cleanup.contains("delete") && (retentionMillis >= 0 || retentionBytes >= 0);
    }

    /** Whether retention, as it is set now, may have deleted a record of that time. */
    boolean mayHaveDeleted(long recordTime, Instant now) {
        boolean byTime = retentionMillis >= 0 && recordTime < now.toEpochMilli() - retentionMillis;
        return mayExpire() && (byTime || retentionBytes >= 0);
    }
}
