package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.MetricWindow;
import dev.assay.schemas.avro.AvroBinary;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Counts turns in windows of record time and publishes each window once, when it is over.
 *
 * <p>Finals come from the window store when the window closes, not from a suppression buffer: that would hold all open
 * windows on the heap, and model names are the producers' choice.
 *
 * <p>The store has no cache: Kafka Streams 4.3 looks for closed windows in a cache by stepping through all time since
 * 1970, which takes a stream thread seconds, and longer than a transaction may last on a busy machine.
 */
final class MetricWindows {

    private MetricWindows() {}

    /** @return by detector id */
    static KStream<String, MetricWindow> of(KStream<String, Detection> detections, Config config) {
        Duration size = config.get(Settings.METRICS_WINDOW);
        Duration grace = config.get(Settings.METRICS_GRACE);
        Serde<TurnGroup> groups = AvroBinary.of(TurnGroup.class);
        return detections
                .map(
                        (conversation, detection) -> KeyValue.pair(detection.group(), detection.tally()),
                        Named.as("tally"))
                .groupByKey(Grouped.with("tallies", groups, AvroBinary.of(TurnTally.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(size, grace))
                .emitStrategy(EmitStrategy.onWindowClose())
                .aggregate(
                        () -> WindowTally.EMPTY,
                        (group, turn, window) -> window.plus(turn),
                        Named.as("count"),
                        Materialized.<TurnGroup, WindowTally, WindowStore<Bytes, byte[]>>as("windows")
                                .withKeySerde(groups)
                                .withValueSerde(AvroBinary.of(WindowTally.class))
                                .withRetention(size.plus(grace))
                                .withCachingDisabled())
                .toStream(Named.as("closed-windows"))
                .flatMap(MetricWindows::finals, Named.as("finals"));
    }

    private static List<KeyValue<String, MetricWindow>> finals(Windowed<TurnGroup> window, WindowTally tally) {
        return new TreeMap<>(tally.detectors())
                .entrySet().stream()
                        .map(entry -> KeyValue.pair(
                                entry.getKey(),
                                entry.getValue()
                                        .window(
                                                window.window().startTime(),
                                                window.window().endTime(),
                                                entry.getKey(),
                                                window.key())))
                        .toList();
    }
}
