package dev.assay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrantsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "operations", "acls.md");
    private static final Path GENERATED = Path.of("target", "acls.md");

    @Test
    void shouldBeThePageInTheRepository() throws IOException {
        // Given
        Files.writeString(GENERATED, GrantsPage.markdown());
        // Then
        assertThat(PAGE)
                .as("the duties changed: copy stream-app/%s over docs/operations/acls.md", GENERATED)
                .hasSameTextualContentAs(GENERATED);
    }

    @Test
    void shouldWriteCommandsWithTheNamesThatAreConfigured() {
        // Given
        Config config = Config.of(Map.of(
                "assay.bootstrap.servers", "kafka:9093",
                "assay.application.id", "night-watch",
                "assay.input.topic", "chats"));
        // Then
        assertThat(AclCommands.of(Duty.SCALER, config, "User:keda"))
                .containsExactly(
                        "kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal 'User:keda'"
                                + " --operation Describe --topic chats",
                        "kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal 'User:keda'"
                                + " --operation Describe --topic night-watch-turns-repartition",
                        "kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal 'User:keda'"
                                + " --operation Describe --group night-watch");
        assertThat(AclCommands.of(Duty.SERVICE, config, "User:assay"))
                .contains("kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal 'User:assay'"
                        + " --operation Write --transactional-id night-watch- --resource-pattern-type prefixed");
    }
}
