package dev.assay.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.schemas.Alert;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * Makes an alert's Kafka record a CloudEvent: the attributes as headers, the value untouched (CloudEvents 1.0, Kafka
 * protocol binding, binary content mode).
 *
 * <p>The subject is the detector, so that routers can tell alerts apart without reading them. It is not the
 * conversation: headers are copied into traces and logs by tools that never open a value, and conversation ids may be
 * account names. Thread-safe.
 */
public final class CloudEventHeaders {
    /** The event type; its version is that of the alert's schema. */
    public static final String TYPE = "dev.assay.alert.v1";

    private final String source;
    private final String contentType;

    /**
     * @param source a URI or path that names this deployment, for example {@code /assay/production}
     * @param format the encoding of the values
     * @throws IllegalArgumentException if the source is empty or no URI reference
     */
    public CloudEventHeaders(String source, WireFormat format) {
        if (source.isBlank()) {
            throw new IllegalArgumentException("the event source is blank; expected a path like /assay/production");
        }
        this.source = URI.create(source).toString();
        this.contentType = format.contentType();
    }

    /** Sets the headers of one alert; those of an earlier event are replaced, all others stay. */
    public void write(Alert alert, Headers headers) {
        attributes(alert).forEach((name, value) -> headers.remove(name).add(name, value.getBytes(UTF_8)));
    }

    private Map<String, String> attributes(Alert alert) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("ce_specversion", "1.0");
        attributes.put("ce_id", alert.alertId());
        attributes.put("ce_source", source);
        attributes.put("ce_type", TYPE);
        attributes.put("ce_subject", alert.detector());
        attributes.put("ce_time", alert.timestamp().toString());
        attributes.put("content-type", contentType);
        return attributes;
    }
}
