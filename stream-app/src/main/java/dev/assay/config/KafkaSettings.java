package dev.assay.config;

import java.util.List;

/**
 * Which settings of the Kafka clients an operator may pass on, written {@code kafka.NAME}: how to reach the brokers.
 *
 * <p>What decides whether a turn is lost or read twice is not among them; Assay sets it.
 */
final class KafkaSettings {

    static final String PREFIX = "kafka.";
    static final String ENVIRONMENT_PREFIX = "ASSAY_KAFKA_";

    /** A name ending in a dot stands for all names starting with it. */
    static final List<String> PASSED_ON = List.of(
            "security.",
            "sasl.",
            "ssl.",
            "client.dns.lookup",
            "client.rack",
            "connections.max.idle.ms",
            "heartbeat.interval.ms",
            "metadata.max.age.ms",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "session.timeout.ms",
            "socket.connection.setup.timeout.max.ms",
            "socket.connection.setup.timeout.ms");

    private KafkaSettings() {}

    static boolean isPassedOn(String name) {
        return PASSED_ON.stream().anyMatch(known -> known.endsWith(".") ? name.startsWith(known) : name.equals(known));
    }
}
