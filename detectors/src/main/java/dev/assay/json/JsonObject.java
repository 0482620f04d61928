package dev.assay.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One JSON object whose values are taken by name and type; {@link #done} then refuses whatever was not taken. Not
 * thread-safe.
 *
 * <p>Every method throws {@link JsonFormatException} where the value is missing or of another type.
 */
public final class JsonObject {

    private static final int SHOWN = 80; // most characters of a wrong value in an error

    private final String file;
    private final String path;
    private final ObjectNode node;
    private final Set<String> taken = new HashSet<>();

    JsonObject(String file, String path, ObjectNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    public boolean has(String key) {
        return node.has(key);
    }

    /** Its keys, sorted. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    public String string(String key) {
        return take(key, JsonNode::isTextual, "a string").textValue();
    }

    public boolean bool(String key) {
        return take(key, JsonNode::isBoolean, "true or false").booleanValue();
    }

    public int integer(String key) {
        return take(key, value -> value.isIntegralNumber() && value.canConvertToInt(), "a 32-bit integer")
                .intValue();
    }

    public long longInteger(String key) {
        return take(key, JsonObject::isLong, "a 64-bit integer").longValue();
    }

    public double number(String key) {
        return take(key, JsonNode::isNumber, "a number").doubleValue();
    }

    /** @return the constant of {@code type} whose lower-case name is the value */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        return choice(key, string(key), type);
    }

    /** A list of constants, in the order given. */
    public <E extends Enum<E>> Set<E> choices(String key, Class<E> type) {
        Set<E> chosen = new LinkedHashSet<>();
        strings(key).forEach(value -> chosen.add(choice(key, value, type)));
        return chosen;
    }

    private <E extends Enum<E>> E choice(String key, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (lower(constant).equals(value)) {
                return constant;
            }
        }
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(JsonObject::lower).toList();
        throw wrong(key, "one of " + String.join(", ", names));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public JsonObject object(String key) {
        JsonNode child = take(key, JsonNode::isObject, "an object");
        return new JsonObject(file, path + key + ".", (ObjectNode) child);
    }

    public List<JsonObject> objects(String key) {
        List<JsonObject> children = new ArrayList<>();
        for (JsonNode child : array(key, JsonNode::isObject, "an array of objects")) {
            children.add(new JsonObject(file, path + key + "[" + children.size() + "].", (ObjectNode) child));
        }
        return children;
    }

    public List<String> strings(String key) {
        return array(key, JsonNode::isTextual, "an array of strings").stream()
                .map(JsonNode::textValue)
                .toList();
    }

    public double[] numbers(String key) {
        return array(key, JsonNode::isNumber, "an array of numbers").stream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    public long[] longIntegers(String key) {
        return array(key, JsonObject::isLong, "an array of 64-bit integers").stream()
                .mapToLong(JsonNode::longValue)
                .toArray();
    }

    /** @throws JsonFormatException if a key was never asked for */
    public void done() {
        for (String key : keys()) {
            if (!taken.contains(key)) {
                throw new JsonFormatException(
                        file + path + key + " is not known; expected only " + String.join(", ", new TreeSet<>(taken)));
            }
        }
    }

    /** For a value of the right type that is wrong otherwise. */
    public JsonFormatException wrong(String key, String expectation) {
        String value = String.valueOf(node.get(key));
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
        return new JsonFormatException(file + path + key + " is " + shown + "; expected " + expectation);
    }

    private List<JsonNode> array(String key, Predicate<JsonNode> element, String expectation) {
        List<JsonNode> children = new ArrayList<>();
        take(key, JsonNode::isArray, expectation).forEach(children::add);
        if (!children.stream().allMatch(element)) {
            throw wrong(key, expectation);
        }
        return children;
    }

    private static boolean isLong(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private JsonNode take(String key, Predicate<JsonNode> type, String expectation) {
        taken.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw new JsonFormatException(file + path + key + " is missing; expected " + expectation);
        }
        if (!type.test(value)) {
            throw wrong(key, expectation);
        }
        return value;
    }
}
