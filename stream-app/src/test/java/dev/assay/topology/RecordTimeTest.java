package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimeTest {

    @ParameterizedTest
    @CsvSource({"1000, -1, 1000", "1000, 5000, 1000", "-1, 5000, 5000", "-1, -1, 0"})
    void shouldTakeTheTimeOfTheRecordBeforeWhereThereIsNone(long recordTime, long before, long expected) {
        // Given
        ConsumerRecord<Object, Object> record = new ConsumerRecord<>(
                "turns",
                0,
                0,
                recordTime,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                "value",
                new RecordHeaders(),
                Optional.empty());
        // Then
        assertThat(new RecordTime().extract(record, before)).isEqualTo(expected);
    }
}
