package dev.assay.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import dev.assay.checkpoint.Checkpointer;
import dev.assay.config.Config;
import dev.assay.config.Setting;
import dev.assay.config.Settings;
import dev.assay.topology.MonitorTopology;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * What somebody has to do with Kafka, and all that must be allowed for it. A user may have several duties. This is the only
 * list: a test has a broker allow just this, and fails if it is too little or more than what is asked for.
 */
public enum Duty {
    SERVICE("`./assay run`, the service.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(
                    topic(config, Settings.INPUT_TOPIC, "Turns are read.", READ),
                    topic(config, Settings.DISPOSITIONS_TOPIC, "Reviewers' decisions are read.", READ),
                    topic(config, Settings.ALERTS_TOPIC, "Alerts are written.", WRITE),
                    topic(config, Settings.METRICS_TOPIC, "Counts are written.", WRITE),
                    topic(config, Settings.DEAD_LETTERS_TOPIC, "Dead letters are written.", WRITE),
                    Grant.of(
                            new ResourcePattern(TOPIC, own(config), PREFIXED),
                            "Internal topics are made, written, read, and emptied of what has been read; their limit is "
                                    + "raised when turns may be longer.",
                            CREATE,
                            READ,
                            WRITE,
                            DELETE,
                            ALTER_CONFIGS),
                    Grant.of(
                            new ResourcePattern(GROUP, config.get(Settings.APPLICATION_ID), LITERAL),
                            "Instances share the work, and commit how far they are.",
                            READ),
                    transactions(own(config)));
        }
    },
    CANARIES("The service besides, if `assay.canary.interval` is set.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(topic(config, Settings.INPUT_TOPIC, "Canaries are sent.", WRITE));
        }
    },
    ACTIVATIONS("The service besides, if `assay.activations.enabled` is set.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(topic(config, Settings.ACTIVATIONS_TOPIC, "Activations are written.", WRITE));
        }
    },
    ERASURES("The service besides, if `assay.erasures.topic` is set.") {
        @Override
        public List<Grant> grants(Config config) {
            return erasures(config, "Requests to forget a conversation are read.", READ);
        }
    },
    ERASER("`./assay erase`.") {
        @Override
        public List<Grant> grants(Config config) {
            return erasures(config, "Requests to forget a conversation are written.", WRITE);
        }
    },
    PRODUCER("Whoever sends chats.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(topic(config, Settings.INPUT_TOPIC, "Chats are sent.", WRITE));
        }
    },
    REVIEWER("`./assay alerts`, and triage tools.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(
                    topic(config, Settings.ALERTS_TOPIC, "Alerts are followed.", READ),
                    topic(config, Settings.INPUT_TOPIC, "The text behind an alert is read.", READ),
                    topic(config, Settings.DISPOSITIONS_TOPIC, "Decisions are written.", WRITE),
                    Grant.of(
                            new ResourcePattern(GROUP, own(config) + "reviewer", PREFIXED),
                            "For a triage tool's consumer group; `./assay alerts` joins none.",
                            READ));
        }
    },
    REPLAY("`./assay replay`.") {
        @Override
        public List<Grant> grants(Config config) {
            String runs = own(config) + "replay-";
            return List.of(
                    topic(config, Settings.INPUT_TOPIC, "The range is read.", READ),
                    topic(config, Settings.ALERTS_TOPIC, "The alerts of then are compared.", READ),
                    topic(config, Settings.DISPOSITIONS_TOPIC, "The decisions on them are joined.", READ),
                    Grant.of(
                            new ResourcePattern(TOPIC, runs, PREFIXED),
                            "Topics of the run are made, written and read; those with text are deleted in the end.",
                            CREATE,
                            READ,
                            WRITE,
                            DELETE,
                            DESCRIBE_CONFIGS),
                    Grant.of(
                            new ResourcePattern(GROUP, runs, PREFIXED),
                            "The group of the run is put at the start of the range, and deleted in the end.",
                            READ,
                            DELETE),
                    transactions(runs));
        }
    },
    CHECKPOINTER("`./assay audit checkpoint`.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(
                    topic(config, Settings.ALERTS_TOPIC, "What it holds is signed.", DESCRIBE_CONFIGS, READ),
                    topic(config, Settings.DISPOSITIONS_TOPIC, "What it holds is signed.", DESCRIBE_CONFIGS, READ),
                    topic(
                            config,
                            Settings.AUDIT_TOPIC,
                            "Checkpoints are added where the last ones end.",
                            DESCRIBE_CONFIGS,
                            READ,
                            WRITE),
                    Grant.of(
                            new ResourcePattern(
                                    TRANSACTIONAL_ID,
                                    Checkpointer.transactionalId(config.get(Settings.AUDIT_TOPIC)),
                                    LITERAL),
                            "There is one at a time.",
                            WRITE));
        }
    },
    VERIFIER("`./assay audit verify`.") {
        @Override
        public List<Grant> grants(Config config) {
            return Stream.of(Settings.ALERTS_TOPIC, Settings.DISPOSITIONS_TOPIC, Settings.AUDIT_TOPIC)
                    .map(topic -> topic(config, topic, "It is held against the checkpoints.", DESCRIBE_CONFIGS, READ))
                    .toList();
        }
    },
    EXPORTER("`./assay audit export`.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(
                    topic(config, Settings.ALERTS_TOPIC, "The alert is looked for.", READ),
                    topic(config, Settings.INPUT_TOPIC, "Its conversation is looked for.", READ),
                    topic(config, Settings.DISPOSITIONS_TOPIC, "The decisions on it are added.", READ),
                    topic(config, Settings.AUDIT_TOPIC, "The checkpoints that prove them are added.", READ));
        }
    },
    SCALER("KEDA or another tool that looks at the lag.") {
        @Override
        public List<Grant> grants(Config config) {
            return List.of(
                    topic(config, Settings.INPUT_TOPIC, "Where the input ends.", DESCRIBE),
                    Grant.of(
                            new ResourcePattern(
                                    TOPIC, MonitorTopology.waitingTurns(config.get(Settings.APPLICATION_ID)), LITERAL),
                            "Where the turns end that wait for the reader.",
                            DESCRIBE),
                    Grant.of(
                            new ResourcePattern(GROUP, config.get(Settings.APPLICATION_ID), LITERAL),
                            "How far the service is.",
                            DESCRIBE));
        }
    };

    private final String who;

    Duty(String who) {
        this.who = who;
    }

    /** Who has it, in a sentence of Markdown. */
    public String who() {
        return who;
    }

    /** Under the names of a configuration. */
    public abstract List<Grant> grants(Config config);

    private static Grant topic(Config config, Setting<String> name, String reason, AclOperation... operations) {
        return Grant.of(new ResourcePattern(TOPIC, config.get(name), LITERAL), reason, operations);
    }

    private static List<Grant> erasures(Config config, String reason, AclOperation operation) {
        return config.get(Settings.ERASURES_TOPIC).isEmpty()
                ? List.of()
                : List.of(topic(config, Settings.ERASURES_TOPIC, reason, operation));
    }

    private static Grant transactions(String prefix) {
        return Grant.of(
                new ResourcePattern(TRANSACTIONAL_ID, prefix, PREFIXED),
                "Results and offsets are committed together.",
                WRITE);
    }

    /** What the names of all that Kafka Streams makes for the application begin with. */
    private static String own(Config config) {
        return config.get(Settings.APPLICATION_ID) + "-";
    }
}
