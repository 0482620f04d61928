package dev.assay.topology;

import dev.assay.batching.OldestWork;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * The path of one turn when it is judged again: that of {@link MonitorTopology} as far as it leads to alerts and dead
 * letters. Those of the warm-up are left out; what it taught the conversations stays.
 */
final class ReplayTopology {

    private ReplayTopology() {}

    static Topology build(Config config, MonitorParts parts, OldestWork oldest, InputRange range) {
        StreamsBuilder builder = new StreamsBuilder();
        Wire wire = Wire.of(config);
        KStream<String, Intake> intake = MonitorTopology.intake(builder, config, parts, wire);
        KStream<String, Reading> readings = MonitorTopology.readings(intake, config, parts, oldest);
        KStream<String, Detection> detections = MonitorTopology.detections(readings, config, parts);
        MonitorTopology.alerts(detections, wire)
                .filter((conversation, alert) -> range.contains(alert.source()), Named.as("alerts-of-range"))
                .to(config.get(Settings.ALERTS_TOPIC), wire.output("alerts-topic", Alert.class));
        // not merged: intake and what follows the reader must stay tasks of their own
        MonitorTopology.notTaken(intake)
                .filter((coordinates, letter) -> range.contains(letter.source()), Named.as("dead-letters-of-range"))
                .to(config.get(Settings.DEAD_LETTERS_TOPIC), wire.output("dead-letters-topic", DeadLetter.class));
        MonitorTopology.unread(readings)
                .filter((coordinates, letter) -> range.contains(letter.source()), Named.as("unread-of-range"))
                .to(config.get(Settings.DEAD_LETTERS_TOPIC), wire.output("unread-topic", DeadLetter.class));
        return builder.build();
    }
}
