package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.ConfigException;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InternalTopicsIT {

    private static final String LIMIT = "max.message.bytes";
    private static final String LOW = "2000000";
    private static final int NEEDED = 3_000_000;
    private static final String HIGH = "4000000";

    @Test
    void shouldRaiseWhatIsTooLowAndLeaveTheRestAlone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            broker.createTopic("app-low-changelog", 1, Map.of(LIMIT, LOW));
            broker.createTopic("app-high-changelog", 1, Map.of(LIMIT, HIGH));
            broker.createTopic("app-other-changelog", 1, Map.of(LIMIT, LOW));
            // When
            topics(broker, "app-low-changelog", "app-high-changelog", "app-missing-changelog")
                    .widen();
            // Then
            assertThat(limits(broker))
                    .containsOnly(
                            Map.entry("app-low-changelog", Integer.toString(NEEDED)),
                            Map.entry("app-high-changelog", HIGH),
                            Map.entry("app-other-changelog", LOW));
        }
    }

    @Test
    void shouldSayWhatToDoIfItMayNotChangeATopic(@TempDir Path directory) throws Exception {
        Map<String, String> authorizer = Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true");
        try (EmbeddedBroker broker = EmbeddedBroker.start(0, directory, authorizer)) {
            // Given
            broker.createTopic("app-low-changelog", 1, Map.of(LIMIT, LOW));
            broker.createTopic("app-lower-changelog", 1, Map.of(LIMIT, "1999999"));
            deny(broker, AclOperation.ALTER_CONFIGS);
            // When, Then
            assertThatThrownBy(() -> topics(broker, "app-low-changelog", "app-lower-changelog")
                            .widen())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("max.message.bytes of topic app-low-changelog is 2000000, and too low too of "
                            + "app-lower-changelog; expected at least 3000000")
                    .hasMessageContaining("assay.intake.max-turn-characters")
                    .hasMessageContaining("kafka-configs.sh --bootstrap-server " + broker.bootstrapServers()
                            + " --alter --topic TOPIC --add-config max.message.bytes=3000000");
            deny(broker, AclOperation.DESCRIBE_CONFIGS);
            topics(broker, "app-low-changelog").widen();
        }
    }

    @Test
    void shouldRaiseTheLimitOfAllTopicsOfTheServiceWhenTurnsMayBeLonger(@TempDir Path directory) {
        try (MonitorCluster cluster = new MonitorCluster()) {
            // Given
            Map<String, String> former = run(cluster, directory, "1000", "t1");
            // When
            Map<String, String> raised = run(cluster, directory, "400000", "t2");
            // Then
            assertThat(former).hasSize(11);
            assertThat(raised).containsOnlyKeys(former.keySet());
            long difference = 3 * (400_000 - 1_000);
            raised.forEach((topic, limit) -> assertThat(Long.parseLong(limit))
                    .as(topic)
                    .isEqualTo(Long.parseLong(former.get(topic)) + difference));
        }
    }

    /** @return limits of the internal topics afterwards */
    private static Map<String, String> run(MonitorCluster cluster, Path directory, String characters, String turn) {
        var config = cluster.config(directory, Map.of("assay.intake.max-turn-characters", characters));
        MonitorParts parts = MonitorDriver.parts(new WordReader(), MonitorListener.NONE);
        try (MonitorApplication application = new MonitorApplication(config, parts)) {
            application.start();
            cluster.send(0, cluster.start, MonitorDriver.turnJson("c1", turn, "good day"));
            cluster.await("assay.activations", turn.equals("t1") ? 1 : 2);
        }
        Map<String, String> limits = new TreeMap<>(cluster.settings(LIMIT));
        limits.keySet().removeIf(topic -> !topic.startsWith("assay-"));
        return limits;
    }

    private static InternalTopics topics(EmbeddedBroker broker, String... names) {
        return new InternalTopics(Set.of(names), NEEDED, client(broker));
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static void deny(EmbeddedBroker broker, AclOperation operation) throws Exception {
        try (Admin admin = Admin.create(client(broker))) {
            ResourcePattern topics = new ResourcePattern(ResourceType.TOPIC, "app-", PatternType.PREFIXED);
            admin.createAcls(List.of(
                            new AclBinding(topics, entry(AclOperation.ALL, AclPermissionType.ALLOW)),
                            new AclBinding(topics, entry(operation, AclPermissionType.DENY))))
                    .all()
                    .get();
        }
    }

    private static AccessControlEntry entry(AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntry("User:ANONYMOUS", "*", operation, permission);
    }

    private static Map<String, String> limits(EmbeddedBroker broker) throws Exception {
        return MonitorCluster.settings(client(broker), LIMIT);
    }
}
