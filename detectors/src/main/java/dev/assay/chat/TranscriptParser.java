package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the message lists of the OpenAI and Anthropic chat APIs. Pure and thread-safe.
 *
 * <p>One JSON message becomes exactly one {@link Message}, so that positions in the list keep their meaning. Its text is
 * its non-empty pieces (content parts, then refusal, then tool calls as {@code name arguments}), joined by a line feed.
 * Images, sound and files have no text; of a part of an unknown type, or of none, the usual fields are read. A message of
 * nothing but tool results has the role TOOL, whoever sent it.
 */
public final class TranscriptParser {

    private TranscriptParser() {}

    /**
     * @param messages a JSON array of messages
     * @return as many messages as the array has elements
     * @throws MalformedTranscriptException naming the JSON path that is not as expected
     */
    public static List<Message> messages(JsonNode messages) {
        return parse(messages).messages();
    }

    /** As {@link #messages}, and says what was not known. */
    public static ParsedMessages parse(JsonNode messages) {
        JsonPaths.require(messages.isArray(), "messages", messages, "an array of messages");
        List<Message> parsed = new ArrayList<>(messages.size());
        int unknownParts = 0;
        for (int i = 0; i < messages.size(); i++) {
            String path = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            JsonPaths.require(message.isObject(), path, message, "an object with role and content");
            ContentText content = ContentText.of(message.path("content"), path + ".content");
            parsed.add(message(message, content, path));
            unknownParts += content.unknownParts();
        }
        return new ParsedMessages(parsed, unknownParts);
    }

    private static Message message(JsonNode message, ContentText content, String path) {
        Role role = role(message.path("role"), path + ".role");
        List<String> pieces = new ArrayList<>(content.pieces());
        pieces.add(JsonPaths.optionalString(message.path("refusal"), path + ".refusal"));
        pieces.addAll(toolCalls(message.path("tool_calls"), path + ".tool_calls"));
        JsonNode functionCall = message.path("function_call");
        if (!JsonPaths.absent(functionCall)) {
            pieces.add(call(functionCall, "arguments", path + ".function_call"));
        }
        return new Message(content.onlyToolResults() ? Role.TOOL : role, ContentText.join(pieces));
    }

    private static Role role(JsonNode role, String path) {
        String name = JsonPaths.string(role, path).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "system", "developer" -> Role.SYSTEM;
            case "user", "human" -> Role.USER;
            case "assistant", "model" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            default ->
                throw new MalformedTranscriptException(
                        path + " is an unknown role; expected system, developer, user, assistant, tool or function");
        };
    }

    private static List<String> toolCalls(JsonNode calls, String path) {
        if (JsonPaths.absent(calls)) {
            return List.of();
        }
        JsonPaths.require(calls.isArray(), path, calls, "an array of tool calls");
        List<String> pieces = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode call = calls.get(i);
            JsonPaths.require(call.isObject(), at, call, "an object");
            // Custom tools carry free text under "custom" where functions carry JSON under "function".
            pieces.add(
                    call.has("custom")
                            ? call(call.path("custom"), "input", at + ".custom")
                            : call(call.path("function"), "arguments", at + ".function"));
        }
        return pieces;
    }

    /** A tool's name and what it is called with, as one line of text. */
    static String call(JsonNode call, String argumentField, String path) {
        JsonPaths.require(call.isObject(), path, call, "an object with name and " + argumentField);
        String name = JsonPaths.string(call.path("name"), path + ".name");
        JsonNode arguments = call.path(argumentField);
        if (JsonPaths.absent(arguments)) {
            return name;
        }
        JsonPaths.require(
                arguments.isTextual() || arguments.isContainerNode(),
                path + "." + argumentField,
                arguments,
                "a string, an object or an array");
        return name + " " + (arguments.isTextual() ? arguments.textValue() : arguments.toString());
    }
}
