package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.config.Config;
import dev.assay.demo.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequiredTopicsTest {

    @Test
    void shouldNameEveryTopicThatIsMissingInOneSentence() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            RequiredTopics topics =
                    RequiredTopics.of(Config.of(Map.of("assay.bootstrap.servers", broker.bootstrapServers())));
            List.of("assay.turns", "assay.alerts", "assay.metrics")
                    .forEach(topic -> broker.createTopic(topic, 1, Map.of()));

            // When, Then
            assertThatThrownBy(() -> topics.await(Duration.ZERO))
                    .isInstanceOf(CommandException.class)
                    .hasMessage("topics assay.dispositions, assay.dead-letters do not exist on "
                            + broker.bootstrapServers()
                            + ", not even after 0 s; create what README.md lists under \"Run it\"");
            broker.createTopic("assay.dispositions", 1, Map.of());
            broker.createTopic("assay.dead-letters", 1, Map.of());
            assertThatCode(() -> topics.await(Duration.ZERO)).doesNotThrowAnyException();
        }
    }
}
