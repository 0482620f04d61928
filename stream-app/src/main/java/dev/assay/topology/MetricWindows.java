package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.MetricWindow;
import dev.assay.schemas.avro.AvroBinary;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts turns in windows of record time and publishes each window once: when the stream time of its task, the latest record
 * time so far, is past its end by the grace. Stream time is committed with the input offsets and so survives a restart; a
 * turn that comes later is not counted.
 *
 * <p>Not a windowed aggregation of Kafka Streams, since that one's store keeps no offset while it holds no window: Kafka
 * Streams 4.3 then takes the task for corrupt at every restart.
 */
final class MetricWindows extends ContextualProcessor<TurnGroup, TurnTally, String, MetricWindow> {

    private final long size;
    private final long grace;
    private final MonitorListener listener;
    private OpenWindows windows;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    private MetricWindows(Duration size, Duration grace, MonitorListener listener) {
        this.size = size.toMillis();
        this.grace = grace.toMillis();
        this.listener = listener;
    }

    /** @return by detector id */
    static KStream<String, MetricWindow> of(
            KStream<String, Detection> detections, Config config, MonitorListener listener) {
        return detections
                .map(
                        (conversation, detection) -> KeyValue.pair(detection.group(), detection.tally()),
                        Named.as("tally"))
                .repartition(Repartitioned.with(AvroBinary.of(TurnGroup.class), AvroBinary.of(TurnTally.class))
                        .withName("tallies"))
                .process(step(config, listener), Named.as("count"));
    }

    static StatefulStep<TurnGroup, TurnTally, String, MetricWindow> step(Config config, MonitorListener listener) {
        Duration size = config.get(Settings.METRICS_WINDOW);
        Duration grace = config.get(Settings.METRICS_GRACE);
        return new StatefulStep<>(() -> new MetricWindows(size, grace, listener), Set.of(OpenWindows.builder()));
    }

    @Override
    public void init(ProcessorContext<String, MetricWindow> context) {
        super.init(context);
        KeyValueStore<Bytes, WindowTally> store = context.getStateStore(OpenWindows.STORE);
        windows = new OpenWindows(store);
    }

    @Override
    public void process(Record<TurnGroup, TurnTally> record) {
        long lastClosed = context().currentStreamTimeMs() - grace - size;
        long start = record.timestamp() - record.timestamp() % size;
        if (start > lastClosed) {
            windows.add(start, record.key(), record.value(), record.timestamp());
        } else {
            listener.on(new MonitorEvent.TurnUncounted());
        }
        windows.takeOut(lastClosed, this::publish);
    }

    private void publish(long start, TurnGroup group, WindowTally tally) {
        Instant from = Instant.ofEpochMilli(start);
        Instant to = Instant.ofEpochMilli(start + size);
        new TreeMap<>(tally.detectors()).forEach((detector, counts) -> context()
                .forward(new Record<>(detector, counts.window(from, to, detector, group), tally.newest())));
    }
}
