package dev.assay.checkpoint;

import dev.assay.audit.AuditException;
import dev.assay.follow.CommittedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds topics against their checkpoints. Only reads; joins no consumer group.
 *
 * @param client settings of Kafka clients, at least {@code bootstrap.servers}
 * @param checkpoints the topic they are in
 * @param topics which are to be verified
 * @param trusted public keys of whoever may have signed checkpoints, X.509 in Base64
 */
public record Verification(Map<String, Object> client, String checkpoints, List<String> topics, Set<String> trusted) {

    public Verification {
        client = Map.copyOf(client);
        topics = List.copyOf(topics);
        trusted = Set.copyOf(trusted);
    }

    /**
     * @param known what an earlier verification saw
     * @param now by which retention is judged
     * @throws AuditException if a topic does not exist
     */
    public AuditReport run(KnownHeads known, Instant now) {
        try (Admin admin = Admin.create(client);
                CommittedRecords records = new CommittedRecords(client)) {
            boolean mayExpire = TopicState.of(admin, checkpoints).mayExpire();
            CheckpointLog log = CheckpointLog.read(records, checkpoints, trusted);
            List<Finding> findings = new ArrayList<>(log.forged());
            List<Coverage> coverage = new ArrayList<>();
            Map<TopicPartition, Chain> chains = chains(log, mayExpire);
            for (String topic : topics) {
                TopicState state = TopicState.of(admin, topic);
                chains.values().stream()
                        .filter(chain -> chain.partition().topic().equals(topic))
                        .map(chain -> new PartitionVerification(records, chain, state).run(now))
                        .forEach(result -> {
                            coverage.add(result.coverage());
                            findings.addAll(result.findings());
                        });
                findings.addAll(withoutChain(records, topic, chains));
            }
            known.heads().forEach(head -> KnownHeads.missing(head, Optional.ofNullable(chains.get(head.partition())))
                    .ifPresent(findings::add));
            List<KnownHeads.Head> heads = chains.values().stream()
                    .map(chain -> KnownHeads.Head.of(chain.last()))
                    .toList();
            return new AuditReport(coverage, findings, new KnownHeads(heads));
        }
    }

    private static Map<TopicPartition, Chain> chains(CheckpointLog log, boolean mayExpire) {
        Map<TopicPartition, Chain> chains = new HashMap<>();
        log.checkpoints().forEach((partition, all) -> chains.put(partition, Chain.of(all, mayExpire && log.expired())));
        return chains;
    }

    /** Partitions that nothing vouches for are no proof of anything. */
    private static List<Finding> withoutChain(
            CommittedRecords records, String topic, Map<TopicPartition, Chain> chains) {
        List<TopicPartition> without = records.partitions(topic).stream()
                .filter(partition -> !chains.containsKey(partition))
                .toList();
        return without.stream()
                .map(partition -> new Finding(
                        FindingKind.GAP,
                        topic,
                        partition.partition(),
                        records.begins(List.of(partition)).getOrDefault(partition, 0L),
                        Math.max(0, records.decided(partition) - 1),
                        0,
                        "no checkpoint that was signed with a given key covers the partition"))
                .toList();
    }
}
