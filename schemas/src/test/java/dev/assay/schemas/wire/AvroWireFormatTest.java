package dev.assay.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.MalformedRecordException;
import io.apicurio.registry.serde.SerdeConfig;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.config.IdOption;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Avro against a real registry server. */
class AvroWireFormatTest extends WireFormatContract {

    @Override
    WireFormat format() {
        return new WireFormat.Avro(RegistryServer.shared().api(), true, Map.of());
    }

    @Test
    void shouldWriteWhatAConfluentClientReads() throws Exception {
        // Given
        byte[] bytes;
        try (Serde<Alert> serde = format().serde(Alert.class)) {
            bytes = serde.serializer().serialize("assay.alerts", Samples.ALERT);
        }

        // When: as such a client does, asking for the id's schema and decoding what follows the five bytes
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(buffer.get()).isZero();
        String answer = RegistryServer.shared().confluent("/schemas/ids/" + buffer.getInt());
        Schema schema = new Schema.Parser()
                .parse(new ObjectMapper().readTree(answer).get("schema").asText());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, buffer.position(), buffer.remaining(), null));

        // Then
        assertThat(schema).isEqualTo(Schemas.of(Alert.class));
        assertThat(read.get("alertId")).hasToString(Samples.ALERT.alertId());
        assertThat(RegistryServer.shared().confluent("/subjects")).contains("\"assay.alerts-value\"");
    }

    @Test
    void shouldReadARecordWrittenInAnotherCompatibleSchema() {
        // Given: a triage tool that knows only the required fields, in another order, with a field of its own
        Schema theirs = new Schema.Parser().parse("""
                        {"type": "record", "name": "Disposition", "namespace": "dev.assay.schemas", "fields": [
                          {"name": "queue", "type": "string"},
                          {"name": "reviewer", "type": "string"},
                          {"name": "decision", "type": {"type": "enum", "name": "Decision", "symbols": ["REJECTED"]}},
                          {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                          {"name": "alertId", "type": "string"}]}
                        """);
        GenericRecord written = new GenericData.Record(theirs);
        written.put("queue", "night");
        written.put("reviewer", "ana");
        written.put(
                "decision",
                new GenericData.EnumSymbol(theirs.getField("decision").schema(), "REJECTED"));
        written.put("timestamp", 0L);
        written.put("alertId", "a-1");
        byte[] bytes = writeAsTheyWould(written);

        // When
        Disposition read;
        try (Serde<Disposition> serde = format().serde(Disposition.class)) {
            read = serde.deserializer().deserialize("theirs", bytes);
        }

        // Then
        assertThat(read.toString())
                .isEqualTo("Disposition[alertId=a-1, decision=REJECTED, reviewer=ana,"
                        + " timestamp=1970-01-01T00:00:00Z, detector=null]");
    }

    private static byte[] writeAsTheyWould(GenericRecord written) {
        try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>()) {
            Map<String, Object> settings = Map.of(
                    SerdeConfig.REGISTRY_URL,
                    RegistryServer.shared().api().toString(),
                    SerdeConfig.AUTO_REGISTER_ARTIFACT,
                    true,
                    SerdeConfig.ENABLE_CONFLUENT_ID_HANDLER,
                    true,
                    SerdeConfig.USE_ID,
                    IdOption.contentId.name(),
                    "apicurio.registry.serializer.dereference-schema",
                    true);
            serializer.configure(settings, false);
            return serializer.serialize("theirs", written);
        }
    }

    @Test
    void shouldBlameTheRecordForAnIdTheRegistryDoesNotHave() {
        try (Serde<Turn> serde = format().serde(Turn.class)) {
            // Given
            byte[] bytes = ByteBuffer.allocate(40).put((byte) 0).putInt(987_654).array();

            // When
            assertThatThrownBy(() -> serde.deserializer().deserialize("assay.turns", bytes))
                    // Then
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("Turn: names the schema id 987654, which the registry does not have");
        }
    }

    @Test
    void shouldBlameTheRecordForAnIdOfSomethingThatIsNoAvroSchema() {
        // Given
        int id = RegistryServer.shared().register("PROTOBUF", "syntax = \"proto3\"; message Turn { string text = 1; }");
        assertThat(id).isPositive();
        int json = RegistryServer.shared().register("JSON", "{\"type\": \"object\", \"properties\": {}}");
        for (int foreign : new int[] {id, json}) {
            try (Serde<Turn> serde = format().serde(Turn.class)) {
                byte[] bytes =
                        ByteBuffer.allocate(40).put((byte) 0).putInt(foreign).array();

                // When
                assertThatThrownBy(() -> serde.deserializer().deserialize("assay.turns", bytes))
                        // Then
                        .isInstanceOf(MalformedRecordException.class)
                        .hasMessageContaining("names the schema id " + foreign + ", which is of no Avro schema");
            }
        }
    }

    @Test
    void shouldBlameTheRegistryWhenItRefusesOrFails() {
        for (int status : new int[] {401, 403, 429, 500, 503}) {
            for (String body : new String[] {"<html>", "{\"message\": \"no\", \"error_code\": " + status + "}"}) {
                // Given
                HttpServer server = RegistryServer.answering(status, body);
                URI api = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apis/registry/v2");
                try (Serde<Turn> serde = new WireFormat.Avro(api, false, Map.of()).serde(Turn.class)) {
                    byte[] bytes =
                            ByteBuffer.allocate(40).put((byte) 0).putInt(1).array();

                    // When
                    assertThatThrownBy(() -> serde.deserializer().deserialize("assay.turns", bytes))
                            // Then
                            .as("%d %s", status, body)
                            .isInstanceOf(RegistryException.class);
                } finally {
                    server.stop(0);
                }
            }
        }
    }

    @Test
    void shouldBlameTheRecordForNotBeingAvro() {
        try (Serde<Turn> serde = format().serde(Turn.class)) {
            assertThatThrownBy(() -> serde.deserializer().deserialize("assay.turns", "{\"text\": 1}".getBytes(UTF_8)))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage("Turn: is not in the Confluent wire format;"
                            + " expected a zero byte and four bytes of schema id");
        }
    }

    @Test
    void shouldBlameTheRegistryWhenItCannotBeReached() {
        // Given
        URI nowhere = RegistryServer.unreachable();
        try (Serde<Turn> serde = new WireFormat.Avro(nowhere, true, Map.of()).serde(Turn.class)) {
            byte[] bytes = ByteBuffer.allocate(40).put((byte) 0).putInt(1).array();

            // When
            assertThatThrownBy(() -> serde.deserializer().deserialize("assay.turns", bytes))
                    // Then
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("the schema registry " + nowhere + " could not provide the schema with id 1;"
                            + " check that it is up, that the client may use it, and its log");
            assertThatThrownBy(() -> serde.serializer().serialize("assay.turns", Samples.TURN))
                    .isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void shouldGoOnReadingWithoutTheRegistryOnceItKnowsTheSchema() throws Exception {
        // Given: what is cached is asked for again after a millisecond
        HttpServer relay = RegistryServer.shared().relay();
        URI api = URI.create("http://127.0.0.1:" + relay.getAddress().getPort() + "/apis/registry/v2");
        WireFormat through = new WireFormat.Avro(api, false, Map.of(SerdeConfig.CHECK_PERIOD_MS, "1"));
        try (Serde<Turn> direct = format().serde(Turn.class);
                Serde<Turn> serde = through.serde(Turn.class)) {
            byte[] bytes = direct.serializer().serialize("assay.turns", Samples.TURN);
            assertThat(serde.deserializer().deserialize("assay.turns", bytes)).isEqualTo(Samples.TURN);

            // When
            relay.stop(0);
            Thread.sleep(5);

            // Then
            assertThat(serde.deserializer().deserialize("assay.turns", bytes)).isEqualTo(Samples.TURN);
        }
    }

    @Test
    void shouldFailToWriteASchemaItMayNotRegister() {
        // Given
        WireFormat reader = new WireFormat.Avro(RegistryServer.shared().api(), false, Map.of());
        try (Serde<Turn> serde = reader.serde(Turn.class)) {
            // When
            assertThatThrownBy(() -> serde.serializer().serialize("never.registered", Samples.TURN))
                    // Then
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("could not provide the schema of Turn for the topic never.registered");
        }
    }

    @Test
    void shouldUseARegisteredSchemaWithoutRegisteringIt() {
        // Given
        WireFormat reader = new WireFormat.Avro(RegistryServer.shared().api(), false, Map.of());
        try (Serde<Turn> registering = format().serde(Turn.class);
                Serde<Turn> serde = reader.serde(Turn.class)) {
            byte[] expected = registering.serializer().serialize("registered", Samples.TURN);

            // When
            byte[] bytes = serde.serializer().serialize("registered", Samples.TURN);

            // Then
            assertThat(bytes).isEqualTo(expected);
        }
    }

    @Test
    void shouldKeepCredentialsOutOfTheAddressAndOfWhatItPrints() {
        assertThatThrownBy(() -> new WireFormat.Avro(URI.create("http://ana:secret@registry/apis"), true, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasMessageContaining("expected them as apicurio.auth.* client properties");
        assertThat(new WireFormat.Avro(
                        URI.create("http://registry/apis"), true, Map.of("apicurio.auth.password", "secret")))
                .hasToString("Avro[registry=http://registry/apis, register=true,"
                        + " clientProperties=[apicurio.auth.password]]");
    }
}
