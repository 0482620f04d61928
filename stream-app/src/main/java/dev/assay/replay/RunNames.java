package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run has of its own, so that it cannot touch what production has: all names begin with the application id.
 *
 * @param run chosen by the user
 * @param applicationId of the run: its consumer group, its internal topics and its state
 */
public record RunNames(String run, String applicationId) {

    /** No dash and no dot: the names of one run must not begin with those of another. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_]{1,60}");

    public RunNames {
        requireNonNull(run, "run");
        requireNonNull(applicationId, "applicationId");
    }

    /**
     * @param config of production
     * @throws ReplayException if the run would write where production writes
     */
    public static RunNames of(String run, Config config) {
        if (!RUN.matcher(run).matches()) {
            throw new ReplayException(
                    "the id of the run is '" + run + "'; expected 1 to 60 letters, digits and underscores");
        }
        RunNames names = new RunNames(run, config.get(Settings.APPLICATION_ID) + "-replay-" + run);
        Set<String> taken = Set.of(
                config.get(Settings.INPUT_TOPIC),
                config.get(Settings.ALERTS_TOPIC),
                config.get(Settings.METRICS_TOPIC),
                config.get(Settings.ACTIVATIONS_TOPIC),
                config.get(Settings.DEAD_LETTERS_TOPIC),
                config.get(Settings.DISPOSITIONS_TOPIC),
                config.get(Settings.AUDIT_TOPIC));
        for (String topic : Set.of(names.alerts(), names.deadLetters(), names.log())) {
            if (taken.contains(topic)) {
                throw new ReplayException("the replay would write to " + topic
                        + ", which the configuration names as a topic of production; choose another id");
            }
        }
        return names;
    }

    /** Where the run's alerts go. */
    public String alerts() {
        return applicationId + ".alerts";
    }

    /** Where the run's dead letters go. */
    public String deadLetters() {
        return applicationId + ".dead-letters";
    }

    /** Where it is written what the run is, and that it has finished. */
    public String log() {
        return applicationId + ".run";
    }

    /** Whether Kafka Streams made a topic for the run; such topics hold chat text. */
    public boolean isInternal(String topic) {
        return topic.startsWith(applicationId + "-")
                && (topic.endsWith("-repartition") || topic.endsWith("-changelog"));
    }

    /** The configuration of the run: production's, but for what it writes and who it is. */
    public Config applyTo(Config config) {
        return config.with(Map.of(
                Settings.APPLICATION_ID.name(),
                applicationId,
                Settings.ALERTS_TOPIC.name(),
                alerts(),
                Settings.DEAD_LETTERS_TOPIC.name(),
                deadLetters(),
                Settings.INSTANCE_ID.name(),
                "",
                Settings.ERASURES_TOPIC.name(),
                "",
                Settings.ACTIVATIONS.name(),
                "false",
                Settings.STANDBY_REPLICAS.name(),
                "0"));
    }
}
