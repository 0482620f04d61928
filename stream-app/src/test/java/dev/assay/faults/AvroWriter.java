package dev.assay.faults;

import dev.assay.schemas.Turn;
import io.apicurio.registry.serde.SerdeConfig;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.config.IdOption;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer of chats with a schema of its own, which knows nothing of ours. Used by one thread. */
final class AvroWriter implements AutoCloseable {

    private final KafkaProducer<String, GenericRecord> producer;

    /** @param registry the core API of a registry, where it registers what it writes */
    AvroWriter(String bootstrapServers, URI registry) {
        AvroKafkaSerializer<GenericRecord> values = new AvroKafkaSerializer<>();
        values.configure(
                Map.of(
                        SerdeConfig.REGISTRY_URL,
                        registry.toString(),
                        SerdeConfig.AUTO_REGISTER_ARTIFACT,
                        true,
                        SerdeConfig.ENABLE_CONFLUENT_ID_HANDLER,
                        true,
                        SerdeConfig.ENABLE_HEADERS,
                        false,
                        SerdeConfig.USE_ID,
                        IdOption.contentId.name()),
                false);
        producer = new KafkaProducer<>(
                new HashMap<>(Map.of("bootstrap.servers", bootstrapServers)), new StringSerializer(), values);
    }

    /**
     * Returns when the broker has it.
     *
     * @param schema fields it does not share with a turn are filled with the text
     */
    void write(String topic, Schema schema, Turn turn) throws Exception {
        producer.send(new ProducerRecord<>(
                        topic, null, turn.timestamp().toEpochMilli(), turn.conversationId(), record(schema, turn)))
                .get();
    }

    private static GenericRecord record(Schema schema, Turn turn) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(
                    field.name(),
                    switch (field.name()) {
                        case "conversationId" -> turn.conversationId();
                        case "turnId" -> turn.turnId();
                        case "role" -> role(field.schema(), turn);
                        case "timestamp" -> turn.timestamp().toEpochMilli();
                        default ->
                            field.schema().getType() == Schema.Type.INT
                                    ? turn.text().length()
                                    : turn.text();
                    });
        }
        return record;
    }

    private static GenericData.EnumSymbol role(Schema roles, Turn turn) {
        String name = turn.role().name();
        return new GenericData.EnumSymbol(
                roles, roles.hasEnumSymbol(name) ? name : roles.getEnumSymbols().get(0));
    }

    @Override
    public void close() {
        producer.close();
    }
}
