package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One end of a range, as the user names it. */
public sealed interface Position {

    /** Of each partition the first record with this record time or a later one. */
    record Time(Instant instant) implements Position {
        public Time {
            requireNonNull(instant, "instant");
        }

        @Override
        public String text() {
            return instant.toString();
        }
    }

    /** By partition; there must be one for each partition of the topic. */
    record Offsets(Map<Integer, Long> offsets) implements Position {
        public Offsets {
            offsets = Map.copyOf(offsets);
        }

        @Override
        public String text() {
            return new TreeMap<>(offsets)
                    .entrySet().stream()
                            .map(offset -> offset.getKey() + ":" + offset.getValue())
                            .collect(Collectors.joining(","));
        }
    }

    /** Where the topic begins. */
    record Earliest() implements Position {
        @Override
        public String text() {
            return "earliest";
        }
    }

    /** Where the topic ends by now. */
    record Latest() implements Position {
        @Override
        public String text() {
            return "latest";
        }
    }

    /** As {@link #parse} reads it, the same for the same place however it was written. */
    String text();

    Pattern OFFSET = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    /** @throws ReplayException if this is none of the four */
    static Position parse(String text) {
        return switch (text) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            default -> OFFSET.matcher(text).lookingAt() ? offsets(text) : time(text);
        };
    }

    private static Position offsets(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = OFFSET.matcher(part.strip());
            if (!matcher.matches()) {
                throw unknown(text);
            }
            Long before = offsets.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)));
            if (before != null) {
                throw new ReplayException("'" + text + "' names partition " + matcher.group(1)
                        + " twice; expected one offset for each partition");
            }
        }
        return new Offsets(offsets);
    }

    private static Position time(String text) {
        try {
            return new Time(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw unknown(text);
        }
    }

    private static ReplayException unknown(String text) {
        return new ReplayException(
                "'" + text + "' is no place in a topic; expected a time such as 2026-11-17T00:00:00Z, "
                        + "offsets by partition such as 0:1200,1:998, earliest or latest");
    }
}
