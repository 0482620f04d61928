package dev.assay.config;

import java.util.List;
import java.util.Locale;

/**
 * Settings of a client that is not ours, which an operator may pass on, written {@code PREFIX.NAME}: how to reach the
 * servers and who we are to them.
 *
 * <p>What decides whether a turn is lost or read twice is not among them; Assay sets it.
 *
 * @param prefix ending in a dot
 * @param names a name ending in a dot stands for all names starting with it
 */
record PassedOn(String prefix, List<String> names) {

    /** To every Kafka client. */
    static final PassedOn KAFKA = new PassedOn(
            "kafka.",
            List.of(
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
                    "socket.connection.setup.timeout.ms"));

    /** To the schema registry's client, Apicurio's. */
    static final PassedOn REGISTRY = new PassedOn("registry.", List.of("apicurio.auth.", "apicurio.registry.request."));

    static final List<PassedOn> ALL = List.of(KAFKA, REGISTRY);

    PassedOn {
        names = List.copyOf(names);
    }

    /** The environment variables with this in front are taken, what follows in lower case and with dots. */
    String environmentPrefix() {
        return "ASSAY_" + prefix.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** @param setting with the prefix */
    boolean allows(String setting) {
        String name = setting.substring(prefix.length());
        return names.stream().anyMatch(known -> known.endsWith(".") ? name.startsWith(known) : name.equals(known));
    }
}
