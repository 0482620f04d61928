package dev.assay.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.checkpoint.CoveredRecord;
import dev.assay.json.JsonObject;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A Kafka record as a pack keeps it, byte by byte, so that its digest can be held against a checkpoint. */
record TopicRecord(ConsumerRecord<byte[], byte[]> record) {

    TopicRecord {
        requireNonNull(record, "record");
    }

    static TopicRecord read(JsonObject json) {
        RecordHeaders headers = new RecordHeaders();
        for (JsonObject header : json.objects("headers")) {
            headers.add(header.string("name"), bytes(header, "value"));
            header.done();
        }
        byte[] key = bytes(json, "key");
        byte[] value = bytes(json, "value");
        TopicRecord read = new TopicRecord(new ConsumerRecord<>(
                json.string("topic"),
                json.integer("partition"),
                json.longInteger("offset"),
                json.longInteger("time"),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                headers,
                Optional.empty()));
        json.done();
        return read;
    }

    /** Bytes are in Base64; what is null is left out. */
    void write(ObjectNode json) {
        json.put("topic", record.topic());
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        json.put("time", record.timestamp());
        put(json, "key", record.key());
        put(json, "value", record.value());
        ArrayNode headers = json.putArray("headers");
        for (Header header : record.headers()) {
            put(headers.addObject().put("name", header.key()), "value", header.value());
        }
    }

    CoveredRecord covered() {
        return CoveredRecord.of(record);
    }

    String place() {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }

    private static void put(ObjectNode json, String name, byte @Nullable [] bytes) {
        if (bytes != null) {
            json.put(name, Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static byte @Nullable [] bytes(JsonObject json, String name) {
        if (!json.has(name)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(json.string(name));
        } catch (IllegalArgumentException e) {
            throw json.wrong(name, "Base64");
        }
    }
}
