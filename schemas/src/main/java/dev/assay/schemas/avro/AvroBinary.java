package dev.assay.schemas.avro;

import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Compact bytes for state stores and repartition topics: one byte with the schema's version, then Avro binary.
 *
 * <p>Needs no registry: the schemas of all versions are in the application. To change a record's fields, keep its
 * former schema and pass it to {@link #of(RecordMapper, List)}; new fields need a default. Thread-safe.
 */
public final class AvroBinary<T extends Record> implements Serde<T> {
    private static final int MAX_VERSION = 127;

    private final int version;
    private final String name;
    private final RecordDatumWriter<T> writer;
    private final List<RecordDatumReader<T>> readers; // by version - 1

    private AvroBinary(RecordMapper<T> mapper, List<Schema> former) {
        this.version = former.size() + 1;
        if (version > MAX_VERSION) {
            throw new IllegalArgumentException(
                    "there are " + former.size() + " former schemas; expected fewer than " + MAX_VERSION);
        }
        this.name = mapper.type().getSimpleName();
        this.writer = new RecordDatumWriter<>(mapper);
        List<RecordDatumReader<T>> byVersion = new ArrayList<>();
        former.forEach(schema -> byVersion.add(new RecordDatumReader<>(mapper, schema)));
        byVersion.add(new RecordDatumReader<>(mapper, mapper.schema()));
        this.readers = List.copyOf(byVersion);
    }

    /** For a record that has had one form only; its schema is derived from it. */
    public static <T extends Record> AvroBinary<T> of(Class<T> type) {
        return new AvroBinary<>(RecordMapper.of(type), List.of());
    }

    /**
     * @param former schemas of versions 1, 2, ... that stored bytes may still be in
     */
    public static <T extends Record> AvroBinary<T> of(RecordMapper<T> mapper, List<Schema> former) {
        return new AvroBinary<>(mapper, former);
    }

    public byte[] encode(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.write(version);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a " + name + " to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException if the bytes are of a later version or no such record */
    public T decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new MalformedRecordException(name, "is empty; expected a version byte and Avro binary");
        }
        int found = bytes[0];
        if (found < 1 || found > version) {
            throw new MalformedRecordException(
                    name, "is of version " + found + "; expected 1 to " + version + ": run the release that wrote it");
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
        T value = readers.get(found - 1).read(null, decoder);
        requireEnd(decoder);
        return value;
    }

    private void requireEnd(BinaryDecoder decoder) {
        try {
            if (!decoder.isEnd()) {
                throw new MalformedRecordException(name, "has bytes after its end; expected none");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a " + name + " from memory", e);
        }
    }

    /** Null, Kafka's mark of a deletion, stays null. */
    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : encode(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : decode(bytes);
    }
}
