package dev.assay.topology;

import dev.assay.schemas.Alert;
import dev.assay.schemas.wire.CloudEventHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Makes each alert's record a CloudEvent. */
final class CloudEventProcessor extends ContextualFixedKeyProcessor<String, Alert, Alert> {

    private final CloudEventHeaders headers;

    CloudEventProcessor(CloudEventHeaders headers) {
        this.headers = headers;
    }

    @Override
    public void process(FixedKeyRecord<String, Alert> alert) {
        headers.write(alert.value(), alert.headers());
        context().forward(alert);
    }
}
