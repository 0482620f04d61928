package dev.assay.schemas;

/**
 * Where in Kafka a turn was read, so that its text can be fetched again without copying it.
 *
 * @param turnIndex position of the turn in its record: 0 unless the record holds a whole transcript
 */
public record Source(String topic, int partition, long offset, int turnIndex) {

    public Source {
        Validation.notBlank(topic, "topic");
        Validation.notNegative(partition, "partition");
        Validation.notNegative(offset, "offset");
        Validation.notNegative(turnIndex, "turnIndex");
    }
}
