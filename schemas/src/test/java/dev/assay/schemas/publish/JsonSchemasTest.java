package dev.assay.schemas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the JSON Schemas to what the codec writes and refuses, with an independent validator as the judge. */
class JsonSchemasTest {
    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final ObjectMapper TREES = new ObjectMapper();

    static Stream<Map.Entry<String, Record>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAcceptEverySampleAsWritten(Map.Entry<String, Record> sample) throws IOException {
        // Given
        Record value = sample.getValue();
        JsonNode json = TREES.readTree(encode(value));

        // Then
        assertThat(validator(value.getClass()).validate(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/alertId                     | 7",
                "/severity                    | \"URGENT\"",
                "/timestamp                   | 1700000000000",
                "/suppressed                  | 1.5",
                "/source/partition            | 3000000000",
                "/evidence/spans/0/score      | \"3\"",
                "/excerpt                     | {}",
            })
    void shouldRefuseWhatTheCodecRefuses(String pointer, String value) throws IOException {
        // Given
        JsonNode json = TREES.readTree(encode(Samples.ALERT));
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) json.at(pointer.substring(0, last)))
                .set(pointer.substring(last + 1).strip(), TREES.readTree(value));

        // Then
        assertThat(validator(Samples.ALERT.getClass()).validate(json)).hasSizeGreaterThan(0);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldRequireExactlyTheFieldsThatAreAlwaysWritten(Map.Entry<String, Record> sample) throws IOException {
        // Given: a sample without any optional value holds the required fields only
        Record value = sample.getValue();
        JsonSchema schema = validator(value.getClass());
        ObjectNode json = (ObjectNode) TREES.readTree(encode(value));
        for (JsonNode required : schema.getSchemaNode().get("required")) {
            ObjectNode lacking = json.deepCopy();
            lacking.remove(required.asText());

            // Then
            assertThat(schema.validate(lacking)).as("without %s", required).isNotEmpty();
        }
        if (sample.getKey().endsWith("-minimal")) {
            assertThat(schema.getSchemaNode().get("required")).hasSize(json.size());
        }
    }

    private static JsonSchema validator(Class<? extends Record> type) {
        return VALIDATORS.getSchema(JsonSchemas.of(Schemas.of(type)), InputFormat.JSON);
    }

    @SuppressWarnings("unchecked") // the mapper of the sample's class is used for the sample only
    private static byte[] encode(Record sample) {
        Class<? extends Record> type = sample.getClass();
        return new JsonCodec<>((RecordMapper<Record>) RecordMapper.of(type, Schemas.of(type))).encode(sample);
    }
}
