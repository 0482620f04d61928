package dev.assay.platform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds resources against what their kinds know: the typed models of fabric8 and Strimzi where there are some, otherwise the
 * fields written down here. A field that is not known, or a value of another type, is refused.
 */
final class ResourceModels {

    private static final String KUBERNETES = "io.fabric8.kubernetes.api.model.";
    private static final String MONITORING = "io.fabric8.openshift.api.model.monitoring.v1.";
    private static final String STRIMZI = "io.strimzi.api.kafka.model.";

    /** By name, since the models are annotated with classes that are not on the class path. */
    private static final Map<String, String> MODELS = Map.ofEntries(
            entry("v1 ConfigMap", KUBERNETES + "ConfigMap"),
            entry("v1 Namespace", KUBERNETES + "Namespace"),
            entry("v1 Service", KUBERNETES + "Service"),
            entry("apps/v1 Deployment", KUBERNETES + "apps.Deployment"),
            entry("apps/v1 StatefulSet", KUBERNETES + "apps.StatefulSet"),
            entry("policy/v1 PodDisruptionBudget", KUBERNETES + "policy.v1.PodDisruptionBudget"),
            entry("networking.k8s.io/v1 Ingress", KUBERNETES + "networking.v1.Ingress"),
            entry("networking.k8s.io/v1 NetworkPolicy", KUBERNETES + "networking.v1.NetworkPolicy"),
            entry("monitoring.coreos.com/v1 PrometheusRule", MONITORING + "PrometheusRule"),
            entry("monitoring.coreos.com/v1 ServiceMonitor", MONITORING + "ServiceMonitor"),
            entry("kafka.strimzi.io/v1 Kafka", STRIMZI + "kafka.Kafka"),
            entry("kafka.strimzi.io/v1 KafkaNodePool", STRIMZI + "nodepool.KafkaNodePool"),
            entry("kafka.strimzi.io/v1 KafkaTopic", STRIMZI + "topic.KafkaTopic"),
            entry("kafka.strimzi.io/v1 KafkaUser", STRIMZI + "user.KafkaUser"));

    /** Leaves of the specifications for which there is no model. */
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "keda.sh/v1alpha1 TriggerAuthentication",
            Set.of("secretTargetRef.parameter", "secretTargetRef.name", "secretTargetRef.key"),
            "keda.sh/v1alpha1 ScaledObject",
            Set.of(
                    "scaleTargetRef.apiVersion",
                    "scaleTargetRef.kind",
                    "scaleTargetRef.name",
                    "minReplicaCount",
                    "maxReplicaCount",
                    "cooldownPeriod",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.type",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.value",
                    "advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies.periodSeconds",
                    "triggers.type",
                    "triggers.metadata.bootstrapServers",
                    "triggers.metadata.consumerGroup",
                    "triggers.metadata.topic",
                    "triggers.metadata.lagThreshold",
                    "triggers.metadata.tls",
                    "triggers.authenticationRef.name"),
            "external-secrets.io/v1 ExternalSecret",
            Set.of(
                    "refreshInterval",
                    "secretStoreRef.kind",
                    "secretStoreRef.name",
                    "target.name",
                    "target.creationPolicy",
                    "dataFrom.extract.key"));

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated method) {
                    return Boolean.FALSE; // the models would keep what they do not know
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ResourceModels() {}

    static void assertKnown(JsonNode resource) throws JsonProcessingException, ClassNotFoundException {
        String kind = resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
        String model = MODELS.get(kind);
        if (model != null) {
            assertEntriesDiffer(resource, kind);
            assertThat(STRICT.treeToValue(resource, Class.forName(model))).isNotNull();
        } else {
            assertThat(FIELDS).as("kinds that are checked").containsKey(kind);
            Set<String> leaves = new TreeSet<>();
            collectLeaves(resource.path("spec"), "", leaves);
            assertThat(leaves).as(kind).isNotEmpty().isSubsetOf(FIELDS.get(kind));
        }
    }

    /** The API server keeps the last of two variables, ports or volumes of one name, or refuses both. */
    private static void assertEntriesDiffer(JsonNode node, String where) {
        if (node.isArray()) {
            assertThat(node)
                    .as("names in %s", where)
                    .extracting(entry -> entry.path("name").asText())
                    .filteredOn(name -> !name.isEmpty())
                    .doesNotHaveDuplicates();
        }
        node.properties().forEach(field -> assertEntriesDiffer(field.getValue(), where + "." + field.getKey()));
        if (node.isArray()) {
            node.forEach(entry -> assertEntriesDiffer(entry, where));
        }
    }

    private static void collectLeaves(JsonNode node, String path, Set<String> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collectLeaves(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), leaves));
        } else if (node.isArray()) {
            node.forEach(element -> collectLeaves(element, path, leaves));
        } else {
            leaves.add(path);
        }
    }
}
