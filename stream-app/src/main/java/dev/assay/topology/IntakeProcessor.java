package dev.assay.topology;

import dev.assay.intake.InputParser;
import dev.assay.intake.Parsed;
import dev.assay.intake.Rejection;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Parses each record once, while Kafka Streams still knows where it came from. The key of what is forwarded are these
 * coordinates. Of the headers only the trace context goes on: the others are the producer's business.
 */
final class IntakeProcessor extends ContextualProcessor<byte[], byte[], String, Intake> {

    private static final String STAGE = MonitorEvent.DeadLettered.INTAKE;
    private static final Set<String> TRACE_HEADERS = Set.of("traceparent", "tracestate");
    private static final byte[] NO_VALUE = {};

    private final InputParser parser;
    private final MonitorListener listener;

    IntakeProcessor(InputParser parser, MonitorListener listener) {
        this.parser = parser;
        this.listener = listener;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long start = System.nanoTime();
        RecordMetadata metadata = context()
                .recordMetadata()
                .orElseThrow(() -> new IllegalStateException("an input record has no coordinates; expected a source"));
        Source source = new Source(metadata.topic(), metadata.partition(), metadata.offset(), 0);
        Instant time = Instant.ofEpochMilli(record.timestamp());
        byte @Nullable [] value = record.value();
        Parsed parsed = parser.parse(value, source, time);
        byte[] raw = value == null ? NO_VALUE : value;
        tell(parsed, raw.length);
        Intake intake = new Intake(parsed.turns(), deadLetters(parsed.rejections(), source, time, raw));
        listener.on(MonitorEvent.StageDone.since(start, Stage.INTAKE));
        context()
                .forward(
                        new Record<>(RawValue.key(source), intake, record.timestamp(), traceContext(record.headers())));
    }

    private static List<DeadLetter> deadLetters(List<Rejection> rejections, Source source, Instant time, byte[] value) {
        if (rejections.isEmpty()) {
            return List.of();
        }
        RawValue raw = RawValue.of(value);
        return rejections.stream()
                .map(rejection -> new DeadLetter(
                        STAGE,
                        rejection.reason().word(),
                        rejection.detail(),
                        new Source(source.topic(), source.partition(), source.offset(), rejection.turnIndex()),
                        time,
                        raw.bytes(),
                        raw.sha256()))
                .toList();
    }

    private void tell(Parsed parsed, int bytes) {
        if (!parsed.turns().isEmpty()) {
            listener.on(new MonitorEvent.RecordRead(parsed.turns().size(), bytes));
        }
        if (parsed.unknownParts() > 0) {
            listener.on(new MonitorEvent.PartsUnknown(parsed.unknownParts()));
        }
        for (Rejection rejection : parsed.rejections()) {
            listener.on(new MonitorEvent.DeadLettered(STAGE, rejection.reason().word()));
        }
    }

    private static Headers traceContext(Headers headers) {
        RecordHeaders kept = new RecordHeaders();
        headers.forEach(header -> {
            if (TRACE_HEADERS.contains(header.key())) {
                kept.add(header);
            }
        });
        return kept;
    }
}
