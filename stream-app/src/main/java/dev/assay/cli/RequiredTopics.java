package dev.assay.cli;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics the service reads and writes, which whoever runs it creates. Without one Kafka Streams would fail and start
 * again for ever.
 *
 * @param client settings of Kafka clients
 */
record RequiredTopics(List<String> names, Map<String, Object> client) {

    private static final Logger log = LoggerFactory.getLogger(RequiredTopics.class);
    private static final int LONGEST_ANSWER_MILLIS = 10_000;
    private static final long PAUSE_MILLIS = 1_000;

    RequiredTopics {
        names = List.copyOf(names);
        client = Map.copyOf(client);
    }

    static RequiredTopics of(Config config) {
        List<String> names = new ArrayList<>(List.of(
                config.get(Settings.INPUT_TOPIC),
                config.get(Settings.DISPOSITIONS_TOPIC),
                config.get(Settings.ALERTS_TOPIC),
                config.get(Settings.METRICS_TOPIC),
                config.get(Settings.DEAD_LETTERS_TOPIC)));
        if (config.get(Settings.ACTIVATIONS)) {
            names.add(config.get(Settings.ACTIVATIONS_TOPIC));
        }
        if (!config.get(Settings.ERASURES_TOPIC).isEmpty()) {
            names.add(config.get(Settings.ERASURES_TOPIC));
        }
        return new RequiredTopics(names, config.kafkaClient());
    }

    /**
     * Returns when all are there, or when the brokers do not say: then Kafka Streams waits for them.
     *
     * @throws CommandException naming those that are not there after that time
     */
    void await(Duration atMost) throws CommandException, InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Admin.create(client)) {
            List<String> told = List.of();
            while (true) {
                List<String> missing = missing(admin);
                if (missing.isEmpty()) {
                    return;
                }
                if (System.nanoTime() >= until) {
                    throw new CommandException(ExitCode.FAILED, sentence(missing, atMost));
                }
                if (!missing.equals(told)) {
                    log.warn("waiting for topics that do not exist: {}", missing);
                    told = missing;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private String sentence(List<String> missing, Duration waited) {
        return (missing.size() == 1 ? "topic " : "topics ") + String.join(", ", missing)
                + (missing.size() == 1 ? " does" : " do") + " not exist on " + client.get("bootstrap.servers")
                + ", not even after " + waited.toSeconds() + " s; create what README.md lists under \"Run it\"";
    }

    private List<String> missing(Admin admin) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        var descriptions = admin.describeTopics(names, new DescribeTopicsOptions().timeoutMs(LONGEST_ANSWER_MILLIS))
                .topicNameValues();
        for (var description : descriptions.entrySet()) {
            try {
                description.getValue().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(description.getKey());
                } else {
                    log.warn(
                            "cannot find out whether topic {} exists: {}",
                            description.getKey(),
                            String.valueOf(e.getCause()));
                }
            }
        }
        missing.sort(Comparator.comparing(names::indexOf));
        return missing;
    }
}
