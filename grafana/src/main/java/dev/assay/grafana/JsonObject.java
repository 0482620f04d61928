package dev.assay.grafana;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object whose members keep the order in which they were given. Put together by one thread. */
final class JsonObject {

    private final Map<String, Object> members = new LinkedHashMap<>();

    /** @param value an object, a list, a string, a number or a boolean */
    JsonObject with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    JsonObject withAll(JsonObject others) {
        members.putAll(others.members);
        return this;
    }

    /** Indented, as it is committed. */
    @Override
    public String toString() {
        return text(this, "");
    }

    private static String text(Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof JsonObject object) {
            List<String> parts = new ArrayList<>();
            object.members.forEach((name, member) -> parts.add(text(name, inner) + ": " + text(member, inner)));
            return enclose("{", parts, "}", indent);
        } else if (value instanceof List<?> list) {
            return enclose(
                    "[", list.stream().map(element -> text(element, inner)).toList(), "]", indent);
        } else if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return String.valueOf(value);
    }

    private static String enclose(String open, List<String> parts, String close, String indent) {
        String start = "\n" + indent + "  ";
        return parts.isEmpty() ? open + close : open + start + String.join("," + start, parts) + "\n" + indent + close;
    }
}
