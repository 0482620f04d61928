package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.ConfigException;
import dev.assay.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics Kafka Streams keeps for the application. It creates them with what they need, and does not change them when
 * that grows: a turn of a length that intake now lets through would end every stream thread that came to it.
 *
 * @param names those that do not exist yet are left out
 * @param recordBytes that each must take
 * @param client settings of Kafka clients
 */
record InternalTopics(Set<String> names, int recordBytes, Map<String, Object> client) {

    private static final Logger log = LoggerFactory.getLogger(InternalTopics.class);
    private static final int LONGEST_ANSWER_MILLIS = 10_000;

    InternalTopics {
        names = Set.copyOf(names);
        client = Map.copyOf(client);
    }

    static InternalTopics of(Config config, TopologyDescription topology) {
        return new InternalTopics(
                names(config.get(Settings.APPLICATION_ID), topology),
                StreamsProperties.internalRecordBytes(config),
                config.kafkaClient());
    }

    /** As Kafka Streams calls them. */
    static Set<String> names(String applicationId, TopologyDescription topology) {
        Set<String> names = new TreeSet<>();
        for (TopologyDescription.Subtopology part : topology.subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Processor processor) {
                    processor.stores().forEach(store -> names.add(applicationId + "-" + store + "-changelog"));
                } else if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
                    if (sink.topic().endsWith("-repartition")) {
                        names.add(applicationId + "-" + sink.topic());
                    }
                }
            }
        }
        return names;
    }

    /**
     * Raises the limit of those that take less, if the service may. What the brokers do not say is logged, and the
     * application starts as it would have without asking.
     *
     * @throws ConfigException naming the topics that it may not change, and what to do
     */
    void widen() throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            Map<String, Long> narrow = narrow(admin);
            List<String> refused = raise(admin, narrow);
            if (!refused.isEmpty()) {
                throw new ConfigException(List.of(sentence(refused, narrow)));
            }
        }
    }

    /** @return their limit, by topic */
    private Map<String, Long> narrow(Admin admin) throws InterruptedException {
        List<ConfigResource> topics =
                names.stream().map(InternalTopics::resource).toList();
        Map<String, Long> narrow = new TreeMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<org.apache.kafka.clients.admin.Config>> answer :
                admin.describeConfigs(topics, new DescribeConfigsOptions().timeoutMs(LONGEST_ANSWER_MILLIS))
                        .values()
                        .entrySet()) {
            String topic = answer.getKey().name();
            try {
                ConfigEntry limit = answer.getValue().get().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
                if (limit != null && Long.parseLong(limit.value()) < recordBytes) {
                    narrow.put(topic, Long.parseLong(limit.value()));
                }
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    log.warn(
                            "cannot find out whether topic {} takes records of {} bytes: {}",
                            topic,
                            recordBytes,
                            String.valueOf(e.getCause()));
                }
            }
        }
        return narrow;
    }

    /** @return those that could not be */
    private List<String> raise(Admin admin, Map<String, Long> narrow) throws InterruptedException {
        Map<String, KafkaFuture<Void>> changes = new TreeMap<>();
        for (String topic : narrow.keySet()) {
            ConfigEntry wanted = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(recordBytes));
            List<AlterConfigOp> change = List.of(new AlterConfigOp(wanted, AlterConfigOp.OpType.SET));
            AlterConfigsOptions options = new AlterConfigsOptions().timeoutMs(LONGEST_ANSWER_MILLIS);
            changes.put(
                    topic,
                    admin.incrementalAlterConfigs(Map.of(resource(topic), change), options)
                            .all());
        }
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> change : changes.entrySet()) {
            try {
                change.getValue().get();
                log.info(
                        "raised max.message.bytes of topic {} from {} to {}",
                        change.getKey(),
                        narrow.get(change.getKey()),
                        recordBytes);
            } catch (ExecutionException e) {
                log.warn(
                        "cannot raise max.message.bytes of topic {}: {}",
                        change.getKey(),
                        String.valueOf(e.getCause()));
                refused.add(change.getKey());
            }
        }
        return refused;
    }

    private String sentence(List<String> refused, Map<String, Long> narrow) {
        String first = refused.get(0);
        return "max.message.bytes of topic " + first + " is " + narrow.get(first)
                + (refused.size() == 1
                        ? ""
                        : ", and too low too of " + String.join(", ", refused.subList(1, refused.size())))
                + "; expected at least " + recordBytes + " for " + Settings.MAX_TURN_CHARACTERS.name() + " and "
                + Settings.CONTEXT_CHARACTERS.name()
                + ", and it could not be raised. For each of them have somebody run "
                + "kafka-configs.sh --bootstrap-server " + client.get("bootstrap.servers") + " --alter --topic TOPIC "
                + "--add-config max.message.bytes=" + recordBytes
                + ", or allow the service AlterConfigs on them, or lower the settings";
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
