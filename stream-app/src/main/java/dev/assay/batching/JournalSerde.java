package dev.assay.batching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Journal entries as a version byte, timestamp, key, headers and the value as another serde writes it. */
record JournalSerde<V>(Serde<V> value) implements Serde<JournalEntry<V>> {

    private static final byte VERSION = 1;
    private static final int NONE = -1; // length of a header without a value

    @Override
    public Serializer<JournalEntry<V>> serializer() {
        return (topic, entry) -> entry == null ? null : write(topic, entry);
    }

    @Override
    public Deserializer<JournalEntry<V>> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(topic, ByteBuffer.wrap(bytes));
    }

    private byte[] write(String topic, JournalEntry<V> entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.timestamp());
            write(entry.key().getBytes(UTF_8), out);
            Header[] headers = entry.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(header.key().getBytes(UTF_8), out);
                write(header.value(), out);
            }
            write(value.serializer().serialize(topic, entry.value()), out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a journal entry to memory", e);
        }
        return bytes.toByteArray();
    }

    private JournalEntry<V> read(String topic, ByteBuffer in) {
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new SerializationException("a journal entry has version " + version + "; expected " + VERSION
                        + ": run the release that wrote it until the journal is empty");
            }
            long timestamp = in.getLong();
            String key = new String(bytes(in), UTF_8);
            Headers headers = new RecordHeaders();
            int count = in.getInt();
            for (int i = 0; i < count; i++) {
                headers.add(new String(bytes(in), UTF_8), optionalBytes(in));
            }
            return new JournalEntry<>(key, value.deserializer().deserialize(topic, bytes(in)), timestamp, headers);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new SerializationException("a journal entry ends early; expected a whole one", e);
        }
    }

    private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] bytes(ByteBuffer in) {
        return bytes(in, in.getInt());
    }

    private static byte @Nullable [] optionalBytes(ByteBuffer in) {
        int length = in.getInt();
        return length == NONE ? null : bytes(in, length);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
