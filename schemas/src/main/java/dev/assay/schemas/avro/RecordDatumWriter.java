package dev.assay.schemas.avro;

import dev.assay.schemas.mapping.RecordMapper;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Writes records in the schema of their mapper. Thread-safe. */
public final class RecordDatumWriter<T extends Record> implements DatumWriter<T> {
    private final RecordMapper<T> mapper;
    private final GenericDatumWriter<GenericRecord> generic;

    public RecordDatumWriter(RecordMapper<T> mapper) {
        this.mapper = mapper;
        this.generic = new GenericDatumWriter<>(mapper.schema());
    }

    /** @throws IllegalArgumentException if it is another schema than the mapper's */
    @Override
    public void setSchema(Schema schema) {
        if (!schema.equals(mapper.schema())) {
            throw new IllegalArgumentException("the writer was given the schema " + schema.getFullName()
                    + "; expected exactly the one of its record "
                    + mapper.type().getName());
        }
    }

    @Override
    public void write(T value, Encoder out) throws IOException {
        generic.write(mapper.toAvro(value), out);
    }
}
