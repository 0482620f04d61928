package dev.assay.topology;

import dev.assay.canary.Canary;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** The end of the way for canaries: what became of them is told, and nothing of it is published. */
final class CanaryGate extends ContextualFixedKeyProcessor<String, Detection, Detection> {

    private final MonitorListener listener;

    CanaryGate(MonitorListener listener) {
        this.listener = listener;
    }

    @Override
    public void process(FixedKeyRecord<String, Detection> record) {
        Canary canary = record.value().canary();
        if (canary == null) {
            context().forward(record);
        } else {
            listener.on(new MonitorEvent.CanaryJudged(
                    canary, !record.value().alerts().isEmpty()));
        }
    }
}
