package dev.assay.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** An input is a properties file. The password comes from elsewhere. */
class ConfigFuzzTest {

    private static final String PASSWORD = "correct-horse-battery-staple";

    @TempDir
    private static Path directory = Path.of("");

    static Stream<byte[]> seeds() {
        String defaults = Settings.ALL.stream()
                .map(setting -> setting.name() + "=" + setting.defaultText())
                .collect(Collectors.joining("\n"));
        return Stream.of(
                        defaults,
                        "assay.input.topic=a\nassay.alerts.topic=b\nassay.commit.interval=100ms\nassay.engine=auto\n",
                        "assay.wire.registry=http://u:p@host:1/x\nassay.wire.format=avro\nkafka.security.protocol=SSL\n",
                        "kafka.sasl.jaas.config=a.B required name=\"v\\\\\" x=y;\n",
                        "assay.input.topic=${env:PASSWORD}${file:/nowhere:key}${directory:/:etc}\n",
                        "kafka.a=${file:/\\u0000:key}\nkafka.b=${directory:/\\ud800:key}\n",
                        "assay.commit.interval=999999999999d\nassay.stream.threads=99999999999\nassay.state.dir=\\u0000\n",
                        "\\u12",
                        "assay.bundle=" + "a/".repeat(2_000))
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "${env:PASSWORD}",
        "${env:",
        "${file:",
        "\\u0000",
        "assay.",
        "kafka.",
        "registry.",
        "kafka.sasl.jaas.config",
        "required",
        "999999999999d",
        "http://",
        "-1"
    })
    @FuzzTest
    void shouldReadSettingsOrSayWhatIsWrongAndShowNoPassword(byte[] input) throws IOException {
        Path file = directory.resolve("assay.properties");
        Files.write(file, input);
        Map<String, String> login = Map.of("assay.http.user", "u", "assay.http.password", PASSWORD);
        Config config = Untrusted.read(ConfigException.class, () -> {
            try {
                return ConfigLoader.load(List.of(file), Map.of(), login);
            } catch (ConfigException e) {
                assertThat(e.getMessage()).doesNotContain(PASSWORD);
                throw e;
            }
        });
        if (config != null) {
            assertThat(config.get(Settings.HTTP_PASSWORD)).isEqualTo(PASSWORD);
            assertThat(config.toString()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(ConfigFuzzTest.class, seeds(), this::shouldReadSettingsOrSayWhatIsWrongAndShowNoPassword);
    }
}
