package dev.assay.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.schemas.Samples;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every wire format must do; one subclass each. */
abstract class WireFormatContract {

    abstract WireFormat format();

    static Stream<Map.Entry<String, Record>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBringEverySampleBack(Map.Entry<String, Record> sample) {
        assertRoundTrip(sample.getValue());
    }

    private <T extends Record> void assertRoundTrip(T value) {
        // Given
        @SuppressWarnings("unchecked") // the class of a T
        Class<T> type = (Class<T>) value.getClass();
        try (Serde<T> serde = format().serde(type)) {
            String topic = "contract." + type.getSimpleName();

            // When
            byte[] bytes = serde.serializer().serialize(topic, value);

            // Then
            assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(value);
        }
    }

    @Test
    void shouldWriteEqualRecordsAsEqualBytes() {
        try (Serde<Turn> serde = format().serde(Turn.class);
                Serde<Turn> other = format().serde(Turn.class)) {
            assertThat(serde.serializer().serialize("contract.Turn", Samples.TURN))
                    .isEqualTo(other.serializer().serialize("contract.Turn", Samples.TURN));
        }
    }

    @Test
    void shouldKeepTheMarkOfADeletion() {
        try (Serde<Turn> serde = format().serde(Turn.class)) {
            assertThat(serde.serializer().serialize("contract.Turn", null)).isNull();
            assertThat(serde.deserializer().deserialize("contract.Turn", null)).isNull();
        }
    }

    @Test
    void shouldRefuseEveryPrefixOfARecordWithoutQuotingIt() {
        try (Serde<Turn> serde = format().serde(Turn.class)) {
            // Given
            byte[] whole = serde.serializer().serialize("contract.Turn", Samples.TURN);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);

                // When
                assertThatThrownBy(() -> serde.deserializer().deserialize("contract.Turn", cut))
                        // Then
                        .as("cut to %d of %d bytes", length, whole.length)
                        .isInstanceOf(MalformedRecordException.class)
                        .hasNoCause()
                        .hasMessageNotContaining("gift");
            }
        }
    }

    @Test
    void shouldRefuseATypeWithoutASchema() {
        record Unknown(int i) {}
        assertThatThrownBy(() -> format().serde(Unknown.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no Avro schema; expected one of");
    }
}
