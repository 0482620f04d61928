package dev.assay.config;

import static dev.assay.config.Importance.HIGH;
import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.util.List;

/** Rows of the table {@link Settings}: which brokers and topics Assay reads and writes. */
interface ConnectionSettings {

    Setting<String> BOOTSTRAP_SERVERS = Setting.of(
            "assay.bootstrap.servers",
            Kind.matching("host:port pairs separated by commas", "[^\\s,:]+:[0-9]{1,5}(,\\s*[^\\s,:]+:[0-9]{1,5})*"),
            "localhost:9092",
            HIGH,
            "Kafka brokers to connect to first.");

    Setting<String> APPLICATION_ID = Setting.of(
            "assay.application.id",
            Kind.topic(),
            "assay",
            HIGH,
            "Names the consumer group, the internal topics and the state. Instances with the same id share the work.");

    Setting<String> INSTANCE_ID = Setting.of(
            "assay.instance.id",
            Kind.text("a name unique in the group, or nothing"),
            "",
            MEDIUM,
            "Static member name of this instance (`group.instance.id`). With one, a restart does not rebalance.");

    Setting<String> INPUT_TOPIC = Setting.of(
            "assay.input.topic", Kind.topic(), "assay.turns", HIGH, "Turns and transcripts are read from here.");

    Setting<String> ALERTS_TOPIC =
            Setting.of("assay.alerts.topic", Kind.topic(), "assay.alerts", HIGH, "Alerts are written here.");

    Setting<String> METRICS_TOPIC = Setting.of(
            "assay.metrics.topic",
            Kind.topic(),
            "assay.metrics",
            MEDIUM,
            "Final counts per window, detector, model and role are written here.");

    Setting<String> ACTIVATIONS_TOPIC = Setting.of(
            "assay.activations.topic",
            Kind.topic(),
            "assay.activations",
            LOW,
            "Sparse feature activations of every turn are written here, if enabled.");

    Setting<String> DEAD_LETTERS_TOPIC = Setting.of(
            "assay.dead-letters.topic",
            Kind.topic(),
            "assay.dead-letters",
            HIGH,
            "Coordinates of input that could not be read, with the reason, are written here.");

    Setting<String> DISPOSITIONS_TOPIC = Setting.of(
            "assay.dispositions.topic",
            Kind.topic(),
            "assay.dispositions",
            MEDIUM,
            "Reviewers' decisions on alerts are read from here.");

    Setting<String> AUDIT_TOPIC = Setting.of(
            "assay.audit.topic",
            Kind.topic(),
            "assay.checkpoints",
            LOW,
            "Signed checkpoints of alerts and dispositions; `./assay audit checkpoint` writes them, the service does not.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            BOOTSTRAP_SERVERS,
            APPLICATION_ID,
            INSTANCE_ID,
            INPUT_TOPIC,
            ALERTS_TOPIC,
            METRICS_TOPIC,
            ACTIVATIONS_TOPIC,
            DEAD_LETTERS_TOPIC,
            DISPOSITIONS_TOPIC,
            AUDIT_TOPIC);
}
