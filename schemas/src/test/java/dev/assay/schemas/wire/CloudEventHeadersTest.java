package dev.assay.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Samples;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventHeadersTest {
    private static final Alert ALERT = Samples.ALERT;

    @Test
    void shouldWriteTheAttributesOfTheKafkaBinding() {
        // Given
        Headers headers = new RecordHeaders().add("traceparent", "00-1-2-00".getBytes(UTF_8));

        // When
        new CloudEventHeaders("/assay/test", new WireFormat.Json()).write(ALERT, headers);

        // Then
        assertThat(read(headers))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", ALERT.alertId(),
                        "ce_source", "/assay/test",
                        "ce_type", "dev.assay.alert.v1",
                        "ce_subject", "scam-probe",
                        "ce_time", "2026-01-02T03:04:05.678Z",
                        "content-type", "application/json",
                        "traceparent", "00-1-2-00"));
    }

    @Test
    void shouldReplaceTheHeadersOfTheEventTheAlertCameFrom() {
        // Given
        Headers headers =
                new RecordHeaders().add("ce_id", "turn".getBytes(UTF_8)).add("ce_id", new byte[0]);

        // When
        new CloudEventHeaders("/assay/test", new WireFormat.Json()).write(ALERT, headers);

        // Then
        assertThat(headers.headers("ce_id"))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).asString(UTF_8).isEqualTo(ALERT.alertId()));
    }

    @Test
    void shouldKeepTheConversationOutOfTheHeaders() {
        // Given
        Headers headers = new RecordHeaders();

        // When
        new CloudEventHeaders("/assay/test", new WireFormat.Json()).write(ALERT, headers);

        // Then
        assertThat(read(headers).values()).noneMatch(value -> value.contains(ALERT.conversationId()));
    }

    @Test
    void shouldRefuseABlankSource() {
        assertThatThrownBy(() -> new CloudEventHeaders(" ", new WireFormat.Json()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event source is blank; expected a path like /assay/production");
    }

    private static Map<String, String> read(Headers headers) {
        Map<String, String> read = new TreeMap<>();
        headers.forEach(header -> read.put(header.key(), new String(header.value(), UTF_8)));
        return read;
    }
}
