package dev.assay.schemas.wire;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.avro.RecordDatumReader;
import dev.assay.schemas.avro.RecordDatumWriter;
import dev.assay.schemas.mapping.RecordMapper;
import io.apicurio.registry.serde.avro.AvroDatumProvider;
import io.apicurio.registry.serde.avro.AvroKafkaSerdeConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Apicurio's serdes to write and read records, resolving each writer's schema to the record's own.
 *
 * <p>Apicurio makes it by its class name, so it is public and takes its mapper from the serde's configuration.
 */
public final class RecordDatumProvider<T extends Record> implements AvroDatumProvider<T> {
    /** The configuration entry that holds the {@link RecordMapper}. */
    static final String MAPPER = "assay.record-mapper";

    private final Map<Schema, RecordDatumReader<T>> readers = new ConcurrentHashMap<>(); // by the writer's schema
    private @Nullable RecordMapper<T> mapper;

    @Override
    @SuppressWarnings("unchecked") // the entry is put there by RegistrySerde, for this very type
    public void configure(AvroKafkaSerdeConfig config) {
        mapper = (RecordMapper<T>) requireNonNull(config.originals().get(MAPPER), MAPPER);
    }

    @Override
    public DatumWriter<T> createDatumWriter(T value, Schema schema) {
        RecordDatumWriter<T> writer = new RecordDatumWriter<>(configured());
        writer.setSchema(schema);
        return writer;
    }

    @Override
    public DatumReader<T> createDatumReader(Schema written) {
        return readers.computeIfAbsent(written, schema -> new RecordDatumReader<>(configured(), schema));
    }

    @Override
    public Schema toSchema(T value) {
        return configured().schema();
    }

    private RecordMapper<T> configured() {
        return requireNonNull(mapper, "configure() was not called");
    }
}
