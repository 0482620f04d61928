package dev.assay.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.follow.CommittedRecords;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * An alert and the dispositions on it, with the records that they were published as.
 *
 * @param dispositions in the order of their topic's partitions and offsets
 */
record AlertRecords(Alert alert, TopicRecord record, Map<TopicRecord, Disposition> dispositions) {

    AlertRecords {
        dispositions = new LinkedHashMap<>(dispositions);
    }

    /** @throws EvidenceException if the topic has no such alert */
    static AlertRecords find(
            String alertId,
            CommittedRecords records,
            String alertsTopic,
            Deserializer<Alert> alerts,
            String dispositionsTopic,
            Deserializer<Disposition> dispositions) {
        Map<TopicRecord, Alert> found = new LinkedHashMap<>();
        records.readAll(alertsTopic, record -> {
            Alert alert = read(record, alerts);
            if (alert != null && alert.alertId().equals(alertId)) {
                found.put(new TopicRecord(record), alert);
            }
        });
        if (found.isEmpty()) {
            throw new EvidenceException("topic " + alertsTopic + " has no alert " + alertId
                    + "; expected an id of 32 hexadecimal digits, as alerts carry it");
        }
        Map<TopicRecord, Disposition> decided = new LinkedHashMap<>();
        records.readAll(dispositionsTopic, record -> {
            Disposition disposition = read(record, dispositions);
            if (disposition != null && disposition.alertId().equals(alertId)) {
                decided.put(new TopicRecord(record), disposition);
            }
        });
        Map.Entry<TopicRecord, Alert> first = found.entrySet().iterator().next();
        return new AlertRecords(first.getValue(), first.getKey(), decided);
    }

    private static <T> @Nullable T read(ConsumerRecord<byte[], byte[]> record, Deserializer<T> deserializer) {
        if (record.value() == null) {
            return null;
        }
        try {
            return deserializer.deserialize(record.topic(), record.headers(), record.value());
        } catch (MalformedRecordException e) {
            return null; // something else in the topic
        }
    }

    /** The alert's record first. */
    List<TopicRecord> records() {
        List<TopicRecord> all = new ArrayList<>();
        all.add(record);
        all.addAll(dispositions.keySet());
        return all;
    }

    /** {@code records.json}. */
    static byte[] write(List<TopicRecord> records) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("records");
        records.forEach(record -> record.write(list.addObject()));
        return Json.write(json);
    }

    /** @throws EvidenceException if these are no records */
    static List<TopicRecord> readAll(String place, byte[] bytes) {
        try {
            JsonObject json = Json.parse(place, bytes);
            List<TopicRecord> records =
                    json.objects("records").stream().map(TopicRecord::read).toList();
            json.done();
            return records;
        } catch (JsonFormatException e) {
            throw new EvidenceException(place + " is not what a pack has there; expected records", e);
        }
    }
}
