package dev.assay.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.schemas.mapping.UnpairedSurrogates;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads typed fields of a JSON object; what is wrong is named by its path, never quoted. */
final class Fields {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Fields() {}

    /** A name or number that identifies something, under the first of {@code names} that is there. */
    static String id(JsonNode object, String path, String... names) throws RejectedException {
        String id = optionalId(object, path, names);
        if (id == null) {
            throw new RejectedException(
                    RejectionReason.MISSING_FIELD, path + names[0] + " is missing; expected a string");
        }
        return id;
    }

    static @Nullable String optionalId(JsonNode object, String path, String... names) throws RejectedException {
        for (String name : names) {
            JsonNode value = object.path(name);
            if (absent(value)) {
                continue;
            }
            if (!value.isTextual() && !value.isIntegralNumber()) {
                throw wrongType(path + name, value, "a string or a whole number");
            }
            return visible(value.asText(), path + name);
        }
        return null;
    }

    static String text(JsonNode object, String name) throws RejectedException {
        JsonNode value = object.path(name);
        if (absent(value)) {
            throw new RejectedException(RejectionReason.MISSING_FIELD, name + " is missing; expected a string");
        }
        if (!value.isTextual()) {
            throw wrongType(name, value, "a string");
        }
        return value.textValue();
    }

    /** A date and time as in RFC 3339, or milliseconds since 1970. */
    static @Nullable Instant optionalTime(JsonNode object, String path, String name) throws RejectedException {
        JsonNode value = object.path(name);
        if (absent(value)) {
            return null;
        }
        String expectation =
                "a date and time like 2026-01-31T12:00:00Z, or milliseconds since 1970, before the year 10000";
        try {
            if (value.isTextual()) {
                return inRange(OffsetDateTime.parse(value.textValue()).toInstant());
            }
            if (value.isIntegralNumber() && value.canConvertToLong()) {
                return inRange(Instant.ofEpochMilli(value.longValue()));
            }
        } catch (DateTimeException e) {
            throw new RejectedException(
                    RejectionReason.WRONG_TYPE, path + name + " is no such time; expected " + expectation);
        }
        throw wrongType(path + name, value, expectation);
    }

    static RejectedException wrongType(String path, JsonNode found, String expectation) {
        return new RejectedException(
                RejectionReason.WRONG_TYPE, path + " is " + found.getNodeType() + "; expected " + expectation);
    }

    static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String visible(String name, String path) throws RejectedException {
        if (name.isBlank()) {
            throw new RejectedException(
                    RejectionReason.MISSING_FIELD, path + " is blank; expected at least one visible character");
        }
        return UnpairedSurrogates.replace(name);
    }

    private static Instant inRange(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new DateTimeException("out of range");
        }
        return time;
    }
}
