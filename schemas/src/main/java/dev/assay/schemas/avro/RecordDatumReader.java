package dev.assay.schemas.avro;

import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Reads records that were written in the same or another, compatible schema. Thread-safe. */
public final class RecordDatumReader<T extends Record> implements DatumReader<T> {
    private final RecordMapper<T> mapper;
    private final GenericDatumReader<GenericRecord> generic;

    /**
     * @param written the schema the bytes are in
     */
    public RecordDatumReader(RecordMapper<T> mapper, Schema written) {
        this.mapper = mapper;
        this.generic = new GenericDatumReader<>(written, mapper.schema());
    }

    @Override
    public void setSchema(Schema written) {
        generic.setSchema(written);
    }

    /**
     * @param reuse is not used: records cannot be refilled
     * @throws MalformedRecordException if the bytes are no such record
     */
    @Override
    public T read(@Nullable T reuse, Decoder in) {
        GenericRecord record;
        try {
            record = generic.read(null, in);
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            // The cause is left out: what it says of bytes that are not what they should be may be text.
            throw new MalformedRecordException(
                    mapper.type().getSimpleName(),
                    "is not Avro of the schema it names (" + e.getClass().getSimpleName()
                            + "); expected Avro binary in it");
        }
        return mapper.fromAvro(record);
    }
}
