package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The log of a service, for people: one line an event, without traces and without what every start says. */
final class ServiceLog {

    static final String NAME = "service.log";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES_SHOWN = 60;
    private static final int LONGEST_MESSAGE = 300; // characters
    private static final int REPETITIONS_SHOWN = 3; // of events of one logger and level in a row
    private static final Set<String> NOISE = Set.of(
            "ai.djl.onnxruntime.engine.OrtEngine",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.streams.processor.internals.StateDirectory");

    private ServiceLog() {}

    private record Line(String kind, String text) {}

    /** The last lines, or why there are none. */
    static String end(Path log) {
        try (Stream<String> lines = Files.lines(log, UTF_8)) {
            List<String> shown = withoutRepetitions(
                    lines.map(ServiceLog::line).filter(line -> !noise(line)).toList());
            return String.join("\n", shown.subList(Math.max(0, shown.size() - LINES_SHOWN), shown.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Whether the word is anywhere in it. */
    static boolean mentions(Path log, String word) {
        try (Stream<String> lines = Files.lines(log, UTF_8)) {
            return lines.anyMatch(line -> line.contains(word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean noise(Line line) {
        return NOISE.stream().anyMatch(line.kind()::endsWith) || line.text().startsWith("\tat ");
    }

    private static List<String> withoutRepetitions(List<Line> lines) {
        List<String> shown = new ArrayList<>();
        int run = 0;
        for (int i = 0; i < lines.size(); i++) {
            String kind = lines.get(i).kind();
            run = i > 0 && kind.equals(lines.get(i - 1).kind()) ? run + 1 : 1;
            boolean last =
                    i + 1 == lines.size() || !kind.equals(lines.get(i + 1).kind());
            if (run <= REPETITIONS_SHOWN) {
                shown.add(lines.get(i).text());
            } else if (last) {
                shown.add("    and " + (run - REPETITIONS_SHOWN) + " more of " + kind);
            }
        }
        return shown;
    }

    private static Line line(String text) {
        if (!text.startsWith("{")) {
            return new Line("text", text);
        }
        try {
            JsonNode event = JSON.readTree(text);
            String kind = event.path("level").asText() + " "
                    + event.path("loggerName").asText();
            JsonNode thrown = event.path("throwable");
            String message = event.path("formattedMessage").asText()
                    + (thrown.hasNonNull("className")
                            ? ": " + thrown.path("className").asText() + ": "
                                    + thrown.path("message").asText()
                            : "");
            String cut = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message;
            return new Line(kind, Instant.ofEpochMilli(event.path("timestamp").asLong()) + " " + kind + " " + cut);
        } catch (JsonProcessingException e) {
            return new Line("text", text);
        }
    }
}
