package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.access.Duty;
import dev.assay.access.Grant;
import dev.assay.config.Config;
import dev.assay.config.ConfigLoader;
import dev.assay.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays and components as a cluster would get them. */
class OverlaysTest {

    private static final Path KUBERNETES = Path.of("../k8s");
    private static final Map<String, String> ERASURES = Map.of("assay.erasures.topic", "assay.erasures");
    private static final Path COMPONENTS = KUBERNETES.resolve("components");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void shouldBeOfWhatTheirKindsKnowAndTheServiceAccepts(String overlay, @TempDir Path directory) throws Exception {
        // When
        List<JsonNode> resources = build(KUBERNETES.resolve("overlays").resolve(overlay), directory);

        // Then
        for (JsonNode resource : resources) {
            ResourceModels.assertKnown(resource);
        }
        assertThat(resources)
                .filteredOn(resource -> !resource.path("kind").asText().equals("Namespace"))
                .extracting(resource -> resource.at("/metadata/namespace").asText())
                .containsOnly(overlay.equals("dev") ? "assay-dev" : "assay");
        assertThat(config(resources).get(Settings.BOOTSTRAP_SERVERS)).isEqualTo("assay-kafka-bootstrap:9093");
    }

    @ParameterizedTest
    @MethodSource("components")
    void shouldBuildWithEachComponentAlone(String component, @TempDir Path directory) throws Exception {
        // Given
        Path all = Files.createDirectories(directory.resolve("overlay"));
        Files.writeString(all.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [%s]
                components: [%s]
                """.formatted(
                        relative(all, KUBERNETES.resolve("base")), relative(all, COMPONENTS.resolve(component))));

        // When
        List<JsonNode> resources = build(all, directory);

        // Then
        for (JsonNode resource : resources) {
            ResourceModels.assertKnown(resource);
        }
        config(resources);
    }

    @Test
    void shouldHaveTheTopicsTheServiceIsConfiguredForAndKeepRecordsAsLongAsThePageSays() throws Exception {
        // Given
        Config config = Config.of(ERASURES);
        List<String> topics = new ArrayList<>();
        List<String> page = Files.readAllLines(Path.of("../docs/operations/privacy.md"));
        for (JsonNode topic : Yaml.documents(COMPONENTS.resolve("strimzi/topics.yaml"))) {
            String name = topic.at("/metadata/name").asText();
            topics.add(name);
            long millis = topic.at("/spec/config/retention.ms").asLong();
            String days = millis < 0
                    ? "for ever"
                    : String.valueOf(Duration.ofMillis(millis).toDays());
            assertThat(page).anyMatch(line -> line.startsWith("| `" + name + "` | " + days + " |"));
        }

        // Then
        assertThat(topics)
                .containsExactlyInAnyOrder(
                        config.get(Settings.INPUT_TOPIC),
                        config.get(Settings.DISPOSITIONS_TOPIC),
                        config.get(Settings.ALERTS_TOPIC),
                        config.get(Settings.METRICS_TOPIC),
                        config.get(Settings.ACTIVATIONS_TOPIC),
                        config.get(Settings.ERASURES_TOPIC),
                        config.get(Settings.AUDIT_TOPIC),
                        config.get(Settings.DEAD_LETTERS_TOPIC))
                .as("none is an internal one")
                .noneMatch(topic -> topic.startsWith(config.get(Settings.APPLICATION_ID) + "-"));
    }

    @Test
    void shouldAllowEveryUserWhatTheTableOfDutiesSays() throws Exception {
        // Given
        Config config = Config.of(ERASURES);
        Map<String, Set<Duty>> users = Map.of(
                "assay", EnumSet.of(Duty.SERVICE, Duty.CANARIES, Duty.ACTIVATIONS, Duty.ERASURES),
                "assay-producer", EnumSet.of(Duty.PRODUCER),
                "assay-reviewer", EnumSet.of(Duty.REVIEWER),
                "assay-replay", EnumSet.of(Duty.REPLAY),
                "assay-eraser", EnumSet.of(Duty.ERASER),
                "assay-checkpointer", EnumSet.of(Duty.CHECKPOINTER),
                "assay-verifier", EnumSet.of(Duty.VERIFIER),
                "assay-exporter", EnumSet.of(Duty.EXPORTER),
                "assay-scaler", EnumSet.of(Duty.SCALER));
        Map<String, Set<String>> expected = new HashMap<>();
        users.forEach((user, duties) -> duties.stream()
                .flatMap(duty -> duty.grants(config).stream())
                .forEach(grant ->
                        expected.computeIfAbsent(user, name -> new TreeSet<>()).addAll(permissions(grant))));

        // When
        Map<String, Set<String>> written = new HashMap<>();
        for (JsonNode user : Yaml.documents(COMPONENTS.resolve("strimzi/users.yaml"))) {
            user.at("/spec/authorization/acls")
                    .forEach(acl -> acl.path("operations").forEach(operation -> written.computeIfAbsent(
                                    user.at("/metadata/name").asText(), name -> new TreeSet<>())
                            .add(acl.at("/resource/type").asText() + " "
                                    + acl.at("/resource/patternType").asText() + " "
                                    + acl.at("/resource/name").asText() + " " + operation.asText())));
        }

        // Then
        assertThat(written).isEqualTo(expected);
    }

    private static List<String> permissions(Grant grant) {
        String type =
                switch (grant.resource().resourceType()) {
                    case TOPIC -> "topic";
                    case GROUP -> "group";
                    case TRANSACTIONAL_ID -> "transactionalId";
                    default ->
                        throw new IllegalArgumentException("Strimzi calls " + grant + " something not known here");
                };
        String resource = type
                + (grant.isPrefix() ? " prefix " : " literal ")
                + grant.resource().name();
        return grant.operationNames().stream()
                .map(operation -> resource + " " + operation)
                .toList();
    }

    @Test
    void shouldShowPeopleWhoSignedInTheMetricsAndNothingElse() throws IOException {
        // Given
        Config config = Config.of(Map.of());
        List<JsonNode> front = Yaml.documents(COMPONENTS.resolve("ingress-oidc/front.yaml"));
        JsonNode pod = front.get(0).at("/spec/template");
        JsonNode ingress =
                Yaml.documents(COMPONENTS.resolve("ingress-oidc/ingress.yaml")).get(0);

        // When
        List<String> upstreams = new ArrayList<>();
        for (JsonNode argument : pod.at("/spec/containers/0/args")) {
            if (argument.asText().startsWith("--upstream=")) {
                upstreams.add(argument.asText().substring("--upstream=".length()));
            }
        }

        // Then
        assertThat(upstreams).containsExactly("http://assay-metrics:" + config.get(Settings.HTTP_PORT) + "/metrics");
        assertThat(pod.at("/metadata/labels/app.kubernetes.io~1name").asText())
                .as("else it would be taken for an instance")
                .isNotEqualTo("assay");
        assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/name"))
                .isEqualTo(front.get(1).at("/metadata/name"));
        assertThat(ingress.at("/spec/tls/0/hosts/0")).isEqualTo(ingress.at("/spec/rules/0/host"));
    }

    @Test
    void shouldScaleToTheInputsPartitionsAtMost() throws IOException {
        JsonNode input =
                Yaml.documents(COMPONENTS.resolve("strimzi/topics.yaml")).get(0);
        assertThat(scaler().at("/spec/maxReplicaCount").asInt())
                .isLessThanOrEqualTo(input.at("/spec/partitions").asInt());
    }

    @Test
    void shouldScaleByTheLagThatTheScalerMayLookAt() throws IOException {
        // Given
        Map<ResourceType, Set<String>> allowed = new EnumMap<>(ResourceType.class);
        Duty.SCALER.grants(Config.of(Map.of())).forEach(grant -> allowed.computeIfAbsent(
                        grant.resource().resourceType(), type -> new TreeSet<>())
                .add(grant.resource().name()));

        // When
        Map<ResourceType, Set<String>> lookedAt = Map.of(
                ResourceType.TOPIC, ofTriggers("topic"),
                ResourceType.GROUP, ofTriggers("consumerGroup"));

        // Then
        assertThat(lookedAt).isEqualTo(allowed);
        assertThat(ofTriggers("bootstrapServers"))
                .as("the overlay prod's, from another namespace")
                .containsExactly("assay-kafka-bootstrap.assay.svc:9093");
    }

    private static Set<String> ofTriggers(String field) throws IOException {
        Set<String> values = new TreeSet<>();
        scaler().at("/spec/triggers")
                .forEach(trigger ->
                        values.add(trigger.path("metadata").path(field).asText()));
        return values;
    }

    private static JsonNode scaler() throws IOException {
        return Yaml.documents(COMPONENTS.resolve("keda/scaledobject.yaml")).get(1);
    }

    @ParameterizedTest
    @CsvSource({
        "base/statefulset.yaml, /spec/template/spec/containers/0, imagePullPolice",
        "components/strimzi/kafka.yaml, /spec/kafka, replicaz",
        "components/strimzi/users.yaml, /spec/authorization/acls/0, hosts",
        "components/monitoring/servicemonitor.yaml, /spec/endpoints/0, intervall"
    })
    void shouldNoticeAFieldThatThereIsNot(String file, String where, String field) throws IOException {
        // Given
        JsonNode resource = Yaml.documents(KUBERNETES.resolve(file)).get(0);

        // When
        ((ObjectNode) resource.at(where)).put(field, "x");

        // Then
        assertThatThrownBy(() -> ResourceModels.assertKnown(resource)).hasMessageContaining(field);
    }

    private static List<String> components() throws IOException {
        try (var all = Files.list(COMPONENTS)) {
            return all.map(component -> component.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static String relative(Path from, Path to) throws IOException {
        return from.toRealPath().relativize(to.toRealPath()).toString();
    }

    private static List<JsonNode> build(Path overlay, Path directory) throws IOException, InterruptedException {
        Path built = directory.resolve("built.yaml");
        Program.onPath("kustomize").run("build", overlay.toString(), "--output=" + built);
        return Yaml.documents(built);
    }

    /** As the service would read it, with secrets made up. */
    private static Config config(List<JsonNode> resources) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode resource : resources) {
            if (resource.path("kind").asText().equals("ConfigMap")
                    && resource.path("data").has("ASSAY_APPLICATION_ID")) {
                resource.path("data")
                        .properties()
                        .forEach(entry ->
                                environment.put(entry.getKey(), entry.getValue().asText()));
            }
            for (JsonNode variable : resource.at("/spec/template/spec/containers/0/env")) {
                String name = variable.path("name").asText();
                environment.put(name, variable.path("value").asText("x"));
            }
        }
        return ConfigLoader.load(List.of(), environment, Map.of());
    }
}
