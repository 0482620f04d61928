package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.intake.InputLimits;
import dev.assay.intake.InputParser;
import dev.assay.intake.JsonInputParser;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Produced;

/** How the topics that others read and write are encoded. */
record Wire(InputParser input) {

    static Wire of(Config config) {
        return new Wire(new JsonInputParser(InputLimits.of(config)));
    }

    <T extends Record> Produced<String, T> output(String name, Class<T> type) {
        JsonCodec<T> codec = new JsonCodec<>(RecordMapper.of(type, Schemas.of(type)));
        return Produced.with(
                        Serdes.String(),
                        Serdes.serdeFrom(
                                (topic, value) -> value == null ? null : codec.encode(value),
                                (topic, bytes) -> bytes == null ? null : codec.decode(bytes)))
                .withName(name);
    }
}
