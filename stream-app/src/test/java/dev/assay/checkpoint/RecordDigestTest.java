package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDigestTest {

    private static final byte[] KEY = "c-1".getBytes(UTF_8);
    private static final byte[] VALUE = "{\"\u00e4\":1}".getBytes(UTF_8);
    private static final long TIME = 1_763_373_600_123L;

    /** The digests were computed by another program, from the description of the bytes alone. */
    @Test
    void shouldBeOfTheBytesThatAreDescribed() {
        assertThat(digest(
                        TIME,
                        KEY,
                        VALUE,
                        new RecordHeaders().add("ce_id", new byte[] {'7'}).add("empty", null)))
                .hasToString("1fc0e82e97e2f9b661175763fa1b8d2faa56cd4ffd3bf0f411e6106fcdaf29ec");
        assertThat(digest(0, null, null, new RecordHeaders()))
                .hasToString("c5015e5bfea04cb49afe2f7e8cb99eb214946a02d71ae6fb90ca85bf7702e1c0");
    }

    @Test
    void shouldBeAnotherForAnythingThatAProducerWrites() {
        RecordDigest digest = digest(TIME, KEY, VALUE, new RecordHeaders());
        assertThat(digest(TIME, KEY, VALUE, new RecordHeaders())).isEqualTo(digest);
        assertThat(digest(TIME + 1, KEY, VALUE, new RecordHeaders())).isNotEqualTo(digest);
        assertThat(digest(TIME, VALUE, KEY, new RecordHeaders())).isNotEqualTo(digest);
        assertThat(digest(TIME, null, VALUE, new RecordHeaders())).isNotEqualTo(digest);
        assertThat(digest(TIME, new byte[0], VALUE, new RecordHeaders()))
                .isNotEqualTo(digest(TIME, null, VALUE, new RecordHeaders()));
        assertThat(digest(TIME, KEY, VALUE, new RecordHeaders().add("a", KEY))).isNotEqualTo(digest);
        assertThat(digest(TIME, KEY, VALUE, new RecordHeaders().add("a", KEY).add("b", KEY)))
                .isNotEqualTo(digest(
                        TIME, KEY, VALUE, new RecordHeaders().add("b", KEY).add("a", KEY)));
    }

    @Test
    void shouldBeReadAsItIsWritten() {
        RecordDigest digest = digest(TIME, KEY, VALUE, new RecordHeaders());
        assertThat(RecordDigest.parse(digest.toString())).isEqualTo(digest);
        assertThatThrownBy(() -> RecordDigest.parse("ab")).isInstanceOf(IllegalArgumentException.class);
    }

    private static RecordDigest digest(long time, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return RecordDigest.of(new ConsumerRecord<>(
                "t", 0, 7, time, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty()));
    }
}
