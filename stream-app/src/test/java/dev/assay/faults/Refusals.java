package dev.assay.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The input records that hold no turn, and the dead letters: there must be one of each. */
final class Refusals {

    private final Set<String> given = new HashSet<>();
    private final List<String> letters = new ArrayList<>();

    void given(ConsumerRecord<?, ?> record) {
        given.add(record.partition() + "@" + record.offset());
    }

    void letter(JsonNode letter) {
        JsonNode source = letter.required("source");
        letters.add(source.required("partition").intValue() + "@"
                + source.required("offset").longValue());
    }

    /** Whether there are fewer letters than there must be. */
    boolean outstanding() {
        return letters.size() < given.size();
    }

    int letters() {
        return letters.size();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> lost = new HashSet<>(given);
        letters.forEach(lost::remove);
        lost.forEach(place -> problems.add(place + " holds no turn and has no dead letter"));
        List<String> toomany = new ArrayList<>(letters);
        given.forEach(toomany::remove);
        toomany.forEach(place -> problems.add(place + " has a dead letter too many"));
        return problems;
    }
}
