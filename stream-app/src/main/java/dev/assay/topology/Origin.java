package dev.assay.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Turn;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a judged turn is from and what it led to, to find it by.
 *
 * @param model that wrote the conversation's assistant turns, as the producer calls it; null if it does not say
 * @param modelVersion of that model; null if the producer does not say
 * @param trace id of the producer's trace, 32 hex digits; null if there is none
 * @param alert id of an alert it raised; null if it raised none
 */
public record Origin(
        @Nullable String model,
        @Nullable String modelVersion,
        @Nullable String trace,
        @Nullable String alert) {

    public static final Origin UNKNOWN = new Origin(null, null, null, null);

    private static final String TRACE_HEADER = "traceparent";
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-.{1,100}");

    static Origin of(Turn turn, Headers headers, List<Alert> alerts) {
        return new Origin(
                turn.model(),
                turn.modelVersion(),
                trace(headers.lastHeader(TRACE_HEADER)),
                alerts.isEmpty() ? null : alerts.get(0).alertId());
    }

    private static @Nullable String trace(@Nullable Header header) {
        if (header == null || header.value() == null) {
            return null;
        }
        Matcher parent = TRACE.matcher(new String(header.value(), ISO_8859_1));
        return parent.matches() ? parent.group(1) : null;
    }
}
