package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.assay.chat.Prompt;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Chat text must not reach logs or exceptions, whatever goes wrong. */
class SilentLogsTest {

    private static final String SECRET = "heliotrope-4711";
    private static final Duration NOW = Duration.ZERO;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Level before = Level.WARN;

    @BeforeEach
    void capture() {
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void release() {
        root.detachAppender(logged);
        root.setLevel(before);
    }

    @Test
    void shouldNotQuoteMalformedInput() {
        // Given
        List<String> malformed = List.of(
                SECRET,
                "{\"id\": \"" + SECRET,
                "{\"id\": \"c\", \"messages\": \"" + SECRET + "\"}",
                "{\"id\": \"c\", \"messages\": [{\"role\": \"" + SECRET + "\", \"content\": \"x\"}]}",
                "{\"id\": \"c\", \"messages\": [{\"role\": \"user\", \"content\": {\"" + SECRET + "\": 1}}]}",
                "{\"" + SECRET + "\": 1, \"" + SECRET + "\": 2}",
                "{\"conversationId\": \"c\", \"turnId\": \"t\", \"role\": \"user\", \"text\": [\"" + SECRET + "\"]}");

        // When
        List<String> letters;
        try (MonitorDriver monitor = new MonitorDriver(new WordReader(), Map.of())) {
            malformed.forEach(record -> monitor.send(record.getBytes(UTF_8), NOW));
            letters = monitor.deadLetters().stream().map(Object::toString).toList();
        }

        // Then
        assertThat(letters).hasSize(malformed.size()).noneMatch(letter -> letter.contains(SECRET));
        assertThat(texts()).as("captured log").noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void shouldNotQuoteATurnThatTheEngineCouldNotRead() {
        // Given
        Reader broken = new Reader() {
            @Override
            public CompletableFuture<TurnScores> read(Prompt prompt) {
                return CompletableFuture.failedFuture(
                        new EngineException("reading " + prompt.turn() + " failed, context " + prompt.context()));
            }

            @Override
            public void close() {}
        };

        // When
        Throwable failure;
        try (MonitorDriver monitor = new MonitorDriver(broken, Map.of())) {
            failure = catchThrowable(() -> monitor.turn("c", "t", SECRET + " is the code word", NOW));
            LoggerFactory.getLogger(SilentLogsTest.class).warn("as the service logs it", failure);
        } catch (RuntimeException closing) {
            // the driver may fail again when it closes; what counts was logged
            LoggerFactory.getLogger(SilentLogsTest.class).warn("as the service logs it", closing);
        }

        // Then
        assertThat(texts()).as("captured log").isNotEmpty().noneMatch(text -> text.contains(SECRET));
        assertThat(texts()).anyMatch(text -> text.contains("EngineException"));
    }

    private List<String> texts() {
        return logged.list.stream()
                .map(event -> event.getFormattedMessage() + " " + chain(event.getThrowableProxy()))
                .toList();
    }

    private static String chain(@Nullable IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        for (IThrowableProxy cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause.getClassName())
                    .append(": ")
                    .append(cause.getMessage())
                    .append('\n');
        }
        return text.toString();
    }
}
