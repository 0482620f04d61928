package dev.assay.topology;

import dev.assay.schemas.Turn;
import dev.assay.state.Place;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Sends the turns of a record on one by one, each with its place in the record, which is still whole here. */
final class TurnsProcessor extends ContextualFixedKeyProcessor<String, Intake, Turn> {

    @Override
    public void process(FixedKeyRecord<String, Intake> record) {
        List<Turn> turns = record.value().turns();
        List<Place> places = Place.of(turns);
        for (int i = 0; i < turns.size(); i++) {
            context()
                    .forward(record.withValue(turns.get(i))
                            .withHeaders(places.get(i).addedTo(record.headers())));
        }
    }
}
