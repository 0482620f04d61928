package dev.assay.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.chat.MalformedTranscriptException;
import dev.assay.chat.Message;
import dev.assay.chat.ParsedMessages;
import dev.assay.chat.TranscriptParser;
import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.TranscriptMessage;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.UnpairedSurrogates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON records of three shapes: one turn ({@code conversationId, turnId, role, text}), a transcript in the OpenAI
 * shape ({@code id, messages}) and one in the Anthropic shape ({@code id, system, messages} with content blocks).
 *
 * <p>A message's own id is its turn id; without one it is the message's position, until it is known whether another
 * message of the conversation is called that. Fields nobody knows are ignored.
 */
public final class JsonInputParser implements InputParser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final InputLimits limits;
    private final JsonRecords records;

    public JsonInputParser(InputLimits limits) {
        this.limits = limits;
        this.records = new JsonRecords(limits);
    }

    @Override
    public Parsed parse(byte @Nullable [] value, Source source, Instant recordTime) {
        try {
            JsonNode record = records.object(RecordChecks.value(value, limits));
            if (!record.has("messages")) {
                return RecordChecks.turns(List.of(turn(record, source, recordTime)), limits);
            }
            ArrayNode messages = messages(record);
            ParsedMessages parsed = parsed(messages);
            Transcript transcript = transcript(record, messages, parsed.messages(), source, recordTime);
            return RecordChecks.turns(transcript.turns(), limits).withUnknownParts(parsed.unknownParts());
        } catch (RejectedException e) {
            return new Parsed(List.of(), List.of(e.rejection()));
        }
    }

    private static Turn turn(JsonNode record, Source source, Instant recordTime) throws RejectedException {
        String conversationId = Fields.id(record, "", "conversationId", "conversation_id");
        String turnId = Fields.id(record, "", "turnId", "turn_id");
        Role role = role(record, "");
        String text = Fields.text(record, "text");
        Instant ownTime = Fields.optionalTime(record, "", "timestamp");
        return new Turn(
                conversationId,
                turnId,
                role,
                UnpairedSurrogates.replace(text),
                ownTime == null ? recordTime : ownTime,
                Fields.optionalId(record, "", "model"),
                Fields.optionalId(record, "", "modelVersion", "model_version"),
                source);
    }

    private static ParsedMessages parsed(ArrayNode messages) throws RejectedException {
        try {
            return TranscriptParser.parse(messages);
        } catch (MalformedTranscriptException e) {
            throw new RejectedException(RejectionReason.WRONG_TYPE, String.valueOf(e.getMessage()));
        }
    }

    private static Transcript transcript(
            JsonNode record, ArrayNode messages, List<Message> parsed, Source source, Instant recordTime)
            throws RejectedException {
        List<TranscriptMessage> out = new ArrayList<>(parsed.size());
        for (int i = 0; i < parsed.size(); i++) {
            JsonNode message = messages.get(i);
            String path = "messages[" + i + "].";
            out.add(new TranscriptMessage(
                    Role.valueOf(parsed.get(i).role().name()),
                    UnpairedSurrogates.replace(parsed.get(i).text()),
                    Fields.optionalId(message, path, "turnId", "turn_id", "id"),
                    Fields.optionalTime(message, path, "timestamp")));
        }
        Instant ownTime = Fields.optionalTime(record, "", "timestamp");
        return new Transcript(
                Fields.id(record, "", "conversationId", "conversation_id", "id"),
                out,
                ownTime == null ? recordTime : ownTime,
                Fields.optionalId(record, "", "model"),
                Fields.optionalId(record, "", "modelVersion", "model_version"),
                source);
    }

    /** The messages in the shape of the chat APIs, a system prompt kept apart from them in front. */
    private ArrayNode messages(JsonNode record) throws RejectedException {
        JsonNode given = record.path("messages");
        if (!given.isArray()) {
            throw Fields.wrongType("messages", given, "an array of messages");
        }
        ArrayNode messages = NODES.arrayNode(given.size() + 1);
        if (!Fields.absent(record.path("system"))) {
            messages.add(NODES.objectNode().put("role", "system").set("content", record.path("system")));
        }
        messages.addAll((ArrayNode) given);
        RecordChecks.turnCount(messages.size(), limits);
        for (int i = 0; i < messages.size(); i++) {
            checkMessage(messages.get(i), "messages[" + i + "]");
        }
        return messages;
    }

    private static void checkMessage(JsonNode message, String path) throws RejectedException {
        if (!(message instanceof ObjectNode object)) {
            throw Fields.wrongType(path, message, "an object");
        }
        role(object, path + ".");
        if (!object.has("content") && object.has("text")) {
            object.set("content", object.get("text"));
        }
    }

    private static Role role(JsonNode object, String path) throws RejectedException {
        JsonNode role = object.path("role");
        if (Fields.absent(role)) {
            throw new RejectedException(RejectionReason.MISSING_FIELD, path + "role is missing; expected a string");
        }
        if (!role.isTextual()) {
            throw Fields.wrongType(path + "role", role, "a string");
        }
        ObjectNode onlyRole = NODES.objectNode().put("content", "").set("role", role);
        try {
            Message message =
                    TranscriptParser.messages(NODES.arrayNode().add(onlyRole)).get(0);
            return Role.valueOf(message.role().name());
        } catch (MalformedTranscriptException e) {
            throw new RejectedException(
                    RejectionReason.UNSUPPORTED_ROLE,
                    path + "role is unknown; expected system, developer, user, assistant, tool or function");
        }
    }
}
