package dev.assay.access;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Everything that anybody in this process logs at INFO or above, Kafka's clients too, kept and not printed. */
final class CapturedLogs implements AutoCloseable {

    private static final List<String> QUIETED = List.of("org.apache.kafka", "kafka", "dev.assay");

    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> printing = new ArrayList<>();
    private final Map<Logger, @Nullable Level> levels = new HashMap<>();
    private final Memory memory = new Memory();

    CapturedLogs() {
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            printing.add(all.next());
        }
        printing.forEach(root::detachAppender);
        QUIETED.forEach(name -> setLevel(logger(name), Level.INFO));
        setLevel(root, Level.INFO);
        memory.start();
        root.addAppender(memory);
    }

    private static final class Memory extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append('\n').append(cause.getClassName()).append(": ").append(cause.getMessage());
            }
            lines.add(line.toString());
        }
    }

    List<String> lines() {
        return List.copyOf(memory.lines);
    }

    private void setLevel(Logger logger, Level level) {
        levels.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    public void close() {
        root.detachAppender(memory);
        printing.forEach(root::addAppender);
        levels.forEach(Logger::setLevel);
    }
}
