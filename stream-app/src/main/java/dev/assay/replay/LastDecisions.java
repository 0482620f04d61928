package dev.assay.replay;

import dev.assay.follow.CommittedRecords;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Deserializer;

/** The reviewers' last decisions on alerts, from the dispositions topic. */
final class LastDecisions {

    private LastDecisions() {}

    /**
     * @param alerts ids; decisions on others are not kept
     * @return by alert id; empty without such a topic
     */
    static Map<String, Decision> read(
            CommittedRecords records, String topic, Deserializer<Disposition> deserializer, Set<String> alerts) {
        Map<String, Disposition> last = new HashMap<>();
        records.readAll(topic, record -> {
            if (record.value() == null) {
                return;
            }
            try {
                Disposition disposition = deserializer.deserialize(topic, record.headers(), record.value());
                if (alerts.contains(disposition.alertId())) {
                    last.merge(disposition.alertId(), disposition, LastDecisions::later);
                }
            } catch (MalformedRecordException e) {
                // the service puts it into the dead letters
            }
        });
        return last.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .decision()));
    }

    /** Of two made at once the one that came last, as in triage. */
    private static Disposition later(Disposition first, Disposition second) {
        return second.timestamp().isBefore(first.timestamp()) ? first : second;
    }
}
