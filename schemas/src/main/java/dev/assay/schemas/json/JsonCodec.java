package dev.assay.schemas.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes records of one class as UTF-8 JSON and reads them back.
 *
 * <p>Fields keep the schema's order; a null is left out; an enum is its name; an instant is an RFC 3339 string in UTC.
 * Reading ignores unknown fields and refuses everything ambiguous: a missing field, another type, a number out of
 * range, a key given twice, anything after the end. Thread-safe.
 */
public final class JsonCodec<T extends Record> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final RecordMapper<T> mapper;

    public JsonCodec(RecordMapper<T> mapper) {
        this.mapper = mapper;
    }

    public byte[] encode(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            JsonWriter.write(mapper.toAvro(value), mapper.schema(), generator);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a " + mapper.type().getSimpleName() + " to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException if the bytes are not JSON of such a record */
    public T decode(byte[] bytes) {
        return decode(parse(bytes));
    }

    /** As {@link #decode(byte[])}, for a caller that has already parsed the JSON. */
    public T decode(JsonNode tree) {
        return mapper.fromAvro(record(tree));
    }

    private GenericRecord record(JsonNode tree) {
        try {
            return JsonReader.record(tree, mapper.schema());
        } catch (MalformedRecordException e) {
            throw e.inside(mapper.type().getSimpleName());
        }
    }

    private JsonNode parse(byte[] bytes) {
        String type = mapper.type().getSimpleName();
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree.isMissingNode()) {
                throw new MalformedRecordException(type, "is empty; expected a JSON object");
            }
            return tree;
        } catch (JacksonException e) {
            // Jackson's own message quotes what it met, which may be chat text: only the place is passed on.
            JsonLocation place = e.getLocation();
            throw new MalformedRecordException(
                    type,
                    "is not well-formed JSON" + (place == null ? "" : " at byte " + place.getByteOffset())
                            + "; expected one JSON object without repeated keys");
        } catch (IOException e) {
            throw new MalformedRecordException(type, "is not valid UTF-8; expected UTF-8 JSON");
        }
    }
}
