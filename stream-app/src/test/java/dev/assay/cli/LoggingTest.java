package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {

    @ParameterizedTest
    @ValueSource(strings = {"/logging-service.xml", "/logging-terminal.xml"})
    void shouldGiveNoStackTracesForWhatOurErrorsSay(String configuration) throws JoranException {
        // Given
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        // When
        configurator.doConfigure(LoggingTest.class.getResource(configuration));
        // Then Apicurio says nothing of a schema that is not there; its other errors are logged
        assertThat(context.getLogger("io.apicurio.registry.resolver.ERCache").isErrorEnabled())
                .isFalse();
        assertThat(context.getLogger("io.apicurio.registry").isErrorEnabled()).isTrue();
        // And Kafka says nothing of a reference to what is not there
        assertThat(context.getLogger("org.apache.kafka.common.config.provider.FileConfigProvider")
                        .isErrorEnabled())
                .isFalse();
        context.stop();
    }
}
