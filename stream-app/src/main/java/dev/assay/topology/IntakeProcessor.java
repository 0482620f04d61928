package dev.assay.topology;

import dev.assay.canary.Canaries;
import dev.assay.config.Config;
import dev.assay.intake.InputParser;
import dev.assay.intake.Parsed;
import dev.assay.intake.Rejection;
import dev.assay.intake.RejectionReason;
import dev.assay.privacy.Pseudonyms;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
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

    private final Erasures erasures;
    private final Canaries canaries;
    private final Pseudonyms pseudonyms;
    private final InputParser parser;
    private final MonitorListener listener;

    IntakeProcessor(Config config, InputParser parser, MonitorListener listener) {
        this.erasures = Erasures.of(config);
        this.canaries = Canaries.of(config);
        this.pseudonyms = Pseudonyms.of(config);
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
        Intake intake =
                erasures.isSource(source) ? erasure(record.key(), source, time) : turns(record.value(), source, time);
        listener.on(MonitorEvent.StageDone.since(start, Stage.INTAKE));
        context()
                .forward(
                        new Record<>(RawValue.key(source), intake, record.timestamp(), traceContext(record.headers())));
    }

    private Intake turns(byte @Nullable [] value, Source source, Instant time) {
        Parsed parsed = parser.parse(value, source, time);
        byte[] raw = value == null ? NO_VALUE : value;
        tell(parsed, raw.length);
        return new Intake(
                parsed.turns().stream().map(this::named).toList(), deadLetters(parsed.rejections(), source, time, raw));
    }

    /** A canary keeps its name, by which it is known. */
    private Turn named(Turn turn) {
        return canaries.recognise(turn) == null ? turn.withConversationId(pseudonyms.of(turn.conversationId())) : turn;
    }

    private Intake erasure(byte @Nullable [] key, Source source, Instant time) {
        Turn request = erasures.request(key, source, time);
        if (request != null) {
            return new Intake(List.of(request), List.of());
        }
        Rejection rejection =
                new Rejection(RejectionReason.EMPTY, 0, "key is empty; expected the id of the conversation to forget");
        listener.on(new MonitorEvent.DeadLettered(STAGE, rejection.reason().word()));
        return new Intake(List.of(), deadLetters(List.of(rejection), source, time, NO_VALUE));
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
