package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

    @Test
    void shouldHaveADefaultForEverySetting() {
        // When
        Config config = Config.of(Map.of());
        // Then
        assertThat(config.get(Settings.INPUT_TOPIC)).isEqualTo("assay.turns");
        assertThat(config.get(Settings.CONVERSATION_EXPIRY)).isEqualTo(Duration.ofHours(24));
        assertThat(config.get(Settings.ALERT_EXCERPT)).isFalse();
        assertThat(config.get(Settings.ENGINE)).isEqualTo(EngineSetting.AUTO);
    }

    @Test
    void shouldTakeTheCommandLineBeforeTheEnvironmentBeforeTheFile(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("assay.properties");
        Files.writeString(
                file, "assay.input.topic=from-file\nassay.alerts.topic=from-file\nassay.metrics.topic=file-only\n");
        Map<String, String> environment = Map.of(
                "ASSAY_INPUT_TOPIC", "from-environment",
                "ASSAY_ALERTS_TOPIC", "environment-2",
                "ASSAY_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "ASSAY_SERVICE_HOST", "10.0.0.1",
                "PATH", "/bin");
        // When
        Config config = ConfigLoader.load(List.of(file), environment, Map.of("assay.input.topic", "from-command-line"));
        // Then
        assertThat(config.get(Settings.INPUT_TOPIC)).isEqualTo("from-command-line");
        assertThat(config.get(Settings.ALERTS_TOPIC)).isEqualTo("environment-2");
        assertThat(config.get(Settings.METRICS_TOPIC)).isEqualTo("file-only");
        assertThat(config.kafka()).containsExactly(Map.entry("security.protocol", "SASL_SSL"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    assay.inptu.topic          | x          | assay.inptu.topic is not a setting; expected one of docs/configuration.md
                    kafka.isolation.level      | x          | kafka.isolation.level cannot be set; expected kafka. followed by one of security.,
                    assay.stream.threads       | 0          | assay.stream.threads is '0'; expected a whole number from 1 to 64
                    assay.stream.threads       | many       | assay.stream.threads is 'many'; expected a whole number from 1 to 64
                    assay.commit.interval      | 100        | assay.commit.interval is '100'; expected a duration from 10ms to 30s
                    assay.commit.interval      | 1h         | assay.commit.interval is '1h'; expected a duration from 10ms to 30s
                    assay.alerts.excerpt       | yes        | assay.alerts.excerpt is 'yes'; expected true or false
                    assay.engine               | cuda       | assay.engine is 'cuda'; expected one of auto, onnxruntime
                    assay.input.topic          | a topic    | assay.input.topic is 'a topic'; expected a topic name
                    assay.bootstrap.servers    | localhost  | assay.bootstrap.servers is 'localhost'; expected host:port pairs
                    assay.wire.registry        | user:pass  | assay.wire.registry is '(hidden)'; expected an http or https URL
                    assay.wire.registry        | http://a b | assay.wire.registry is '(hidden)'; expected an http or https URL
                    assay.wire.registry        | https://    | assay.wire.registry is '(hidden)'; expected an http or https URL
                    assay.wire.registry        | https://user:hunter2@host | assay.wire.registry holds a user name or password; expected them as registry.apicurio.auth.username and registry.apicurio.auth.password
                    registry.apicurio.registry.url | x      | registry.apicurio.registry.url cannot be set; expected registry. followed by one of apicurio.auth.,
                    assay.wire.format          | avro       | assay.wire.registry is ''; expected the registry's URL
                    assay.alerts.topic         | assay.turns | assay.alerts.topic is 'assay.turns'; expected a topic that no other setting names
                    kafka.sasl.jaas.config     | Login required password=hunter 2; | kafka.sasl.jaas.config is '(hidden)'; expected CLASS required NAME="VALUE"
                    assay.http.user            | prometheus | only one of assay.http.user and assay.http.password is set
                    assay.canary.interval      | 10m        | assay.canary.interval is '10m'; expected a duration from 0ms to 5m
                    assay.commit.interval      | 30s        | assay.transaction.timeout is 60000ms; expected at least ten times assay.commit.interval
                    """)
    void shouldNameSettingValueAndExpectation(String name, String value, String message) {
        assertThatThrownBy(() -> Config.of(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameAllProblemsAtOnce() {
        assertThatThrownBy(() -> Config.of(Map.of("assay.http.port", "-1", "assay.x", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("assay.http.port is '-1'; expected a whole number from 0 to 65535")
                .hasMessageContaining("assay.x is not a setting");
    }

    @Test
    void shouldRefuseAnEnvironmentVariableThatIsMisspelt() {
        assertThatThrownBy(() -> ConfigLoader.load(List.of(), Map.of("ASSAY_INPUT_TOPICS", "x"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("environment variable ASSAY_INPUT_TOPICS is not a setting; expected");
    }

    @Test
    void shouldPassCredentialsOnToTheRegistry() {
        // Given
        Map<String, String> environment = Map.of(
                "ASSAY_REGISTRY_APICURIO_AUTH_PASSWORD", "hunter2",
                "ASSAY_REGISTRY_SERVICE_HOST", "10.0.0.1",
                "ASSAY_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.2");
        // When
        Config config = ConfigLoader.load(List.of(), environment, Map.of("registry.apicurio.auth.username", "assay"));
        // Then
        assertThat(config.registry())
                .isEqualTo(Map.of("apicurio.auth.username", "assay", "apicurio.auth.password", "hunter2"));
        assertThat(config.kafka()).isEmpty();
    }

    @Test
    void shouldRefuseAFileThatIsNotThere(@TempDir Path directory) {
        Path missing = directory.resolve("missing.properties");
        assertThatThrownBy(() -> ConfigLoader.load(List.of(missing), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("expected a readable properties file in UTF-8");
    }

    @Test
    void shouldNotPrintSecrets() {
        // When
        Config config = Config.of(Map.of(
                "kafka.sasl.jaas.config", "Login required password=\"hunter2\";",
                "registry.apicurio.auth.password", "hunter2"));
        // Then
        assertThat(config.toString())
                .contains(
                        "kafka.sasl.jaas.config = (hidden)",
                        "registry.apicurio.auth.password = (hidden)",
                        "assay.input.topic = assay.turns")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldTakeSecretsFromWhereTheyAreKept(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("kafka.properties");
        Files.writeString(file, "password=hunter2\n");
        Files.writeString(directory.resolve("keystore-password"), "hunter3\n");
        Map<String, String> environment = Map.of(
                "ASSAY_KAFKA_SSL_KEY_PASSWORD", "${env:KEY_PASSWORD}",
                "KEY_PASSWORD", "hunter4");
        // When
        Config config = ConfigLoader.load(
                List.of(),
                environment,
                Map.of(
                        "kafka.sasl.jaas.config", "Login required password=\"${file:" + file + ":password}\";",
                        "kafka.ssl.keystore.password", "${directory:" + directory + ":keystore-password}",
                        "assay.canary.benign", "costs ${amount:two} pounds"));
        // Then
        assertThat(config.kafka())
                .isEqualTo(Map.of(
                        "sasl.jaas.config", "Login required password=\"hunter2\";",
                        "ssl.keystore.password", "hunter3",
                        "ssl.key.password", "hunter4"));
        assertThat(config.get(Settings.CANARY_BENIGN)).isEqualTo("costs ${amount:two} pounds");
        assertThat(config.toString()).doesNotContain("hunter");
    }

    @Test
    void shouldNameEveryReferenceToWhatIsNotThere(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("kafka.properties");
        Files.writeString(file, "password=hunter2\n");
        Path malformed = Files.writeString(directory.resolve("malformed"), "password=hunter2\\u12\n");
        Map<String, String> settings = Map.of(
                "kafka.client.id", "${file:/\0:id}",
                "kafka.sasl.jaas.config", "${file:" + malformed + ":password}",
                "kafka.ssl.key.password", "${file:" + file + ":passwort}",
                "kafka.ssl.keystore.password", "${file:" + directory.resolve("none") + ":password}",
                "kafka.ssl.truststore.password", "${directory:" + directory + ":none}",
                "assay.http.password", "${file:" + file + ":password}${env:NONE}");
        // Then
        assertThatThrownBy(() -> ConfigLoader.load(List.of(), Map.of(), settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "kafka.ssl.key.password refers to ${file:" + file + ":passwort}, which is not there")
                .hasMessageContaining("kafka.client.id refers to ${file:")
                .hasMessageContaining("kafka.sasl.jaas.config refers to ${file:")
                .hasMessageContaining("kafka.ssl.keystore.password refers to ${file:")
                .hasMessageContaining("kafka.ssl.truststore.password refers to ${directory:")
                .hasMessageContaining("assay.http.password refers to ${env:NONE}")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldCheckAgainWhatIsOverridden() {
        Config config = Config.of(Map.of("assay.input.topic", "a"));
        assertThat(config.with(Map.of("assay.stream.threads", "2")).get(Settings.INPUT_TOPIC))
                .isEqualTo("a");
        assertThatThrownBy(() -> config.with(Map.of("assay.alerts.topic", "a"))).isInstanceOf(ConfigException.class);
    }
}
