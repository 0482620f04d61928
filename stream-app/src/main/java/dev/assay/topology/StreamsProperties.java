package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is run: exactly once, in bounded memory. */
final class StreamsProperties {

    private static final String GLOBAL_HANDLER =
            "processing.exception.handler.global.enabled"; // we have nothing global
    private static final long STORE_CACHE_BYTES = 64L << 20; // heap, of all tasks together
    private static final int RECORDS_PER_POLL = 250;
    private static final int BUFFERED_RECORDS = 250; // per partition
    private static final int FETCH_BYTES = 16 << 20;
    private static final int SESSION_MILLIS = 10_000;
    private static final long POLL_MILLIS = 10; // results of the reader are forwarded between polls
    private static final int BYTES_PER_CHARACTER = 3; // most in UTF-8, per UTF-16 unit
    private static final int RECORD_OVERHEAD = 1 << 20;

    /** How long chat text that was deleted may stay in the files of brokers, and in ours. */
    static final Duration LONGEST_REMNANT = Duration.ofDays(1);

    private StreamsProperties() {}

    static Properties of(Config config) {
        Properties properties = new Properties();
        properties.putAll(membership());
        properties.putAll(config.kafka());
        properties.putAll(application(config));
        properties.putAll(memory());
        properties.putAll(transactions(config));
        properties.putAll(internalTopics(config));
        properties.putAll(quiet());
        String instance = config.get(Settings.INSTANCE_ID);
        if (!instance.isEmpty()) {
            properties.put(StreamsConfig.mainConsumerPrefix(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG), instance);
        }
        return properties;
    }

    /** Where Kafka Streams keeps the local state of the application. */
    static Path state(Config config) {
        return config.get(Settings.STATE_DIR).resolve(config.get(Settings.APPLICATION_ID));
    }

    /** The classic group protocol: the one for streams has no static membership yet. */
    private static Map<String, Object> application(Config config) {
        return Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                config.get(Settings.APPLICATION_ID),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.get(Settings.BOOTSTRAP_SERVERS),
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                StreamsConfig.STATE_DIR_CONFIG,
                config.get(Settings.STATE_DIR).toString(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                config.get(Settings.STREAM_THREADS),
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                config.get(Settings.STANDBY_REPLICAS),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                config.get(Settings.REPLICATION_FACTOR),
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
                "earliest");
    }

    /** Kafka Streams, and its assignor with the consumer's settings, warn of what is off unless it is set. */
    private static Map<String, Object> quiet() {
        return Map.of(GLOBAL_HANDLER, true, StreamsConfig.mainConsumerPrefix(GLOBAL_HANDLER), true);
    }

    /** A member that died without a word is missed for so long; the operator may choose otherwise. */
    private static Map<String, Object> membership() {
        return Map.of(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_MILLIS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                SESSION_MILLIS / 4);
    }

    private static Map<String, Object> memory() {
        return Map.of(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
                BoundedRocksDb.class,
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                STORE_CACHE_BYTES,
                StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
                BUFFERED_RECORDS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
                RECORDS_PER_POLL,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
                FETCH_BYTES);
    }

    private static Map<String, Object> transactions(Config config) {
        int timeout = Math.toIntExact(config.get(Settings.TRANSACTION_TIMEOUT).toMillis());
        return Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.get(Settings.COMMIT_INTERVAL).toMillis(),
                StreamsConfig.POLL_MS_CONFIG,
                POLL_MILLIS,
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                timeout);
    }

    /** Whatever turn intake lets through must fit the internal topics, and whatever record time it had. */
    private static Map<String, Object> internalTopics(Config config) {
        int bytes = internalRecordBytes(config);
        return Map.of(
                StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
                bytes,
                StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
                Long.MAX_VALUE,
                StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
                LONGEST_REMNANT.toMillis(),
                StreamsConfig.topicPrefix(TopicConfig.SEGMENT_MS_CONFIG),
                LONGEST_REMNANT.toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                bytes,
                StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                "lz4");
    }

    /** The most bytes a record of an internal topic may have: a turn and its context, whatever they consist of. */
    static int internalRecordBytes(Config config) {
        int characters = config.get(Settings.MAX_TURN_CHARACTERS) + config.get(Settings.CONTEXT_CHARACTERS);
        return Math.addExact(Math.multiplyExact(characters, BYTES_PER_CHARACTER), RECORD_OVERHEAD);
    }
}
