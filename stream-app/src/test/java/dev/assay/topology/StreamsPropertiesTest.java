package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    @Test
    void shouldRunExactlyOnceAndReadOnlyWhatIsCommitted() {
        // When
        StreamsConfig streams = streams(Map.of("assay.transaction.timeout", "90s"));
        // Then
        assertThat(streams.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(streams.getLong("commit.interval.ms")).isEqualTo(100);
        assertThat(consumer(streams)).containsEntry("isolation.level", "read_committed");
        assertThat(streams.getProducerConfigs("p"))
                .containsEntry("transaction.timeout.ms", 90_000)
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldBeAStaticMemberOnlyIfNamed() {
        assertThat(consumer(streams(Map.of()))).doesNotContainKey("group.instance.id");
        assertThat(consumer(streams(Map.of("assay.instance.id", "assay-0"))).get("group.instance.id"))
                .asString()
                .startsWith("assay-0");
    }

    @Test
    void shouldMissADeadMemberSoonUnlessToldOtherwise() {
        assertThat(consumer(streams(Map.of()))).containsEntry("session.timeout.ms", 10_000);
        assertThat(consumer(streams(Map.of("kafka.session.timeout.ms", "60000")))
                        .get("session.timeout.ms"))
                .hasToString("60000");
    }

    @Test
    void shouldPassTheConnectionSettingsToEveryClient() {
        // When
        StreamsConfig streams = streams(Map.of("kafka.security.protocol", "SASL_SSL", "kafka.sasl.mechanism", "PLAIN"));
        // Then
        assertThat(consumer(streams)).containsEntry("security.protocol", "SASL_SSL");
        assertThat(streams.getProducerConfigs("p")).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(streams.getAdminConfigs("a")).containsEntry("security.protocol", "SASL_SSL");
    }

    @Test
    void shouldLetTheRecordTimesOfTheInputThroughTheInternalTopics() {
        assertThat(streams(Map.of()).originals()).containsEntry("topic.message.timestamp.after.max.ms", Long.MAX_VALUE);
    }

    @Test
    void shouldLetTheLongestTurnThroughTheInternalTopics() {
        // When
        StreamsConfig streams = streams(Map.of("assay.intake.max-turn-characters", "2000000"));
        // Then
        Object request = streams.getProducerConfigs("p").get("max.request.size");
        assertThat(request).isInstanceOfSatisfying(Integer.class, bytes -> assertThat(bytes)
                .isGreaterThan(6_000_000));
        assertThat(streams.originals()).containsEntry("topic.max.message.bytes", request);
    }

    private static StreamsConfig streams(Map<String, String> settings) {
        return new StreamsConfig(StreamsProperties.of(Config.of(settings)));
    }

    private static Map<String, Object> consumer(StreamsConfig streams) {
        return streams.getMainConsumerConfigs("group", "client", 0);
    }
}
