package dev.assay.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.config.Config;
import dev.assay.config.ConfigException;
import dev.assay.config.ConfigLoader;
import dev.assay.config.Setting;
import dev.assay.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final Path KUBERNETES = Path.of("../k8s");
    private static final Path BASE = KUBERNETES.resolve("base");
    private static final Pattern VARIABLE = Pattern.compile("ASSAY_[A-Z_]+");
    private static final String POD = "assay-0";
    private static final int LONGEST_DRAIN_SECONDS = 10;

    @Test
    void shouldBeYamlOfKnownKinds() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (JsonNode resource :
                Yaml.document(BASE.resolve("kustomization.yaml")).path("resources")) {
            for (JsonNode document : Yaml.documents(BASE.resolve(resource.asText()))) {
                kinds.add(document.path("kind").asText());
            }
        }
        assertThat(kinds)
                .containsExactly(
                        "StatefulSet", "Service", "Service", "PodDisruptionBudget", "NetworkPolicy", "NetworkPolicy");
    }

    @Test
    void shouldSetOnlyWhatTheServiceKnowsAndAccepts() throws IOException {
        // When
        Config config = config();

        // Then
        assertThat(config.get(Settings.INSTANCE_ID)).isEqualTo(POD);
        assertThat(config.get(Settings.HTTP_HOST)).isEqualTo("0.0.0.0");
    }

    @Test
    void shouldNoticeWhatTheServiceDoesNotKnow() throws IOException {
        Map<String, String> misspelt = new HashMap<>(environment());
        misspelt.put("ASSAY_STATE_DIRECTORY", "/var/lib/assay");
        assertThatThrownBy(() -> ConfigLoader.load(List.of(), misspelt, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ASSAY_STATE_DIRECTORY");
    }

    @Test
    void shouldNameNoOtherVariableAnywhere() throws IOException {
        // Given
        List<String> known =
                Settings.ALL.stream().map(Setting::environmentName).collect(Collectors.toCollection(ArrayList::new));
        List<Path> files;
        try (var tree = Files.walk(KUBERNETES)) {
            files = tree.filter(Files::isRegularFile).toList();
        }

        // When, Then
        for (Path file : files) {
            Matcher variable = VARIABLE.matcher(Files.readString(file));
            while (variable.find()) {
                String name = variable.group();
                assertThat(name.startsWith("ASSAY_KAFKA_") || known.contains(name))
                        .as("%s in %s is a setting", name, file)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldServeAndKeepStateWhereTheSettingsSay() throws IOException {
        // Given
        Config config = config();
        JsonNode container = container();

        // When
        JsonNode port = container.path("ports").get(0);
        List<String> mounts = container.path("volumeMounts").findValuesAsText("mountPath");

        // Then
        assertThat(port.path("containerPort").asInt()).isEqualTo(config.get(Settings.HTTP_PORT));
        assertThat(mounts).containsExactly(config.get(Settings.STATE_DIR).toString(), "/tmp");
        assertThat(environment())
                .hasEntrySatisfying("DJL_CACHE_DIR", cache -> assertThat(cache).startsWith("/tmp/"));
        assertThat(probePath("startupProbe")).isEqualTo("/ready");
        assertThat(probePath("readinessProbe")).isEqualTo("/ready");
        assertThat(probePath("livenessProbe")).isEqualTo("/live");
    }

    @Test
    void shouldForbidTheEngineToConnectAnywhere() throws IOException {
        assertThat(environment()).containsEntry("ORT_DISABLE_TELEMETRY", "1");
        assertThat(KUBERNETES.resolve("Containerfile")).content().contains("ENV ORT_DISABLE_TELEMETRY=1\n");
        assertThat(Path.of("../assay")).content().contains("export ORT_DISABLE_TELEMETRY=1");
    }

    @Test
    void shouldRunWithoutPrivilegesAndDrain() throws IOException {
        // Given
        JsonNode pod = pod();
        JsonNode security = container().path("securityContext");

        // Then
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(LONGEST_DRAIN_SECONDS);
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("securityContext")
                        .path("seccompProfile")
                        .path("type")
                        .asText())
                .isEqualTo("RuntimeDefault");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("capabilities").path("drop").get(0).asText()).isEqualTo("ALL");
    }

    @Test
    void shouldBuildWithKustomize() throws IOException, InterruptedException {
        String manifests = Program.onPath("kustomize").run("build", BASE.toString());
        assertThat(manifests).contains("kind: StatefulSet", "kind: ConfigMap", "ASSAY_BOOTSTRAP_SERVERS: ");
    }

    private static Config config() throws IOException {
        return ConfigLoader.load(List.of(), environment(), Map.of());
    }

    /** The environment of the container, as Kubernetes makes it. */
    private static Map<String, String> environment() throws IOException {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(BASE.resolve("settings.env"))) {
            settings.load(reader);
        }
        Map<String, String> environment = new HashMap<>();
        settings.stringPropertyNames().forEach(name -> environment.put(name, settings.getProperty(name)));
        for (JsonNode variable : container().path("env")) {
            String name = variable.path("name").asText();
            if (variable.has("value")) {
                environment.put(name, variable.path("value").asText());
            } else {
                assertThat(variable.at("/valueFrom/fieldRef/fieldPath").asText())
                        .as(name)
                        .isEqualTo("metadata.name");
                environment.put(name, POD);
            }
        }
        return environment;
    }

    private static String probePath(String probe) throws IOException {
        JsonNode request = container().path(probe).path("httpGet");
        assertThat(request.path("port").asText())
                .isEqualTo(container().path("ports").get(0).path("name").asText());
        return request.path("path").asText();
    }

    private static JsonNode container() throws IOException {
        return pod().path("containers").get(0);
    }

    private static JsonNode pod() throws IOException {
        return Yaml.document(BASE.resolve("statefulset.yaml"))
                .path("spec")
                .path("template")
                .path("spec");
    }
}
