package dev.assay.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting's value is: how its text is read and which values are allowed.
 *
 * @param type of the value
 * @param expectation says which texts are allowed, in the words of an error message
 * @param parser throws {@link IllegalArgumentException} for any other text
 */
public record Kind<T>(Class<T> type, String expectation, Function<String, T> parser) {

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    public Kind {
        requireNonNull(type, "type");
        requireNonNull(expectation, "expectation");
        requireNonNull(parser, "parser");
    }

    /** Any text, an empty one included. */
    static Kind<String> text(String expectation) {
        return new Kind<>(String.class, expectation, Function.identity());
    }

    static Kind<String> matching(String expectation, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return new Kind<>(
                String.class,
                expectation,
                text -> check(text, compiled.matcher(text).matches()));
    }

    static Kind<String> topic() {
        return new Kind<>(
                String.class,
                "a topic name: 1 to 249 letters, digits, '.', '_' or '-'",
                text -> check(text, TOPIC.matcher(text).matches()));
    }

    static Kind<Integer> whole(int smallest, int largest) {
        return new Kind<>(Integer.class, "a whole number from " + smallest + " to " + largest, text -> {
            int value = Integer.parseInt(text);
            return check(value, value >= smallest && value <= largest);
        });
    }

    static Kind<Boolean> flag() {
        return new Kind<>(
                Boolean.class,
                "true or false",
                text -> check(Boolean.valueOf(text), text.equals("true") || text.equals("false")));
    }

    /** A number and its unit: {@code 100ms}, {@code 60s}, {@code 10m}, {@code 24h}, {@code 7d}. */
    public static Kind<Duration> duration(String shortest, String longest) {
        Duration least = parseDuration(shortest);
        Duration most = parseDuration(longest);
        return new Kind<>(
                Duration.class,
                "a duration from " + shortest + " to " + longest + ", with one of the units ms, s, m, h, d",
                text -> {
                    Duration value = parseDuration(text);
                    return check(value, value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
                });
    }

    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Kind<>(type, "one of " + names, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    static Kind<Path> path() {
        return new Kind<>(Path.class, "a path", text -> {
            check(text, !text.isBlank());
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** A path that may be left out: then it is the empty path. */
    static Kind<Path> optionalPath() {
        Kind<Path> path = path();
        return new Kind<>(
                Path.class,
                "a path, or nothing",
                text -> text.isEmpty() ? Path.of("") : path.parser().apply(text));
    }

    /** The address of a server that may be left out: then it is empty. */
    static Kind<String> optionalUrl() {
        return new Kind<>(String.class, "an http or https URL, or nothing", text -> {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return check(text, text.isEmpty() || (http && url.getHost() != null));
        });
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        check(text, matcher.matches());
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static <V> V check(V value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
