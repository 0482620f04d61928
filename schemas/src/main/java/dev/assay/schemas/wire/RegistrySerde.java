package dev.assay.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import io.apicurio.registry.resolver.SchemaResolverConfig;
import io.apicurio.registry.rest.client.exception.NotFoundException;
import io.apicurio.registry.rest.client.exception.RestClientException;
import io.apicurio.registry.serde.SerdeConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerdeConfig;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.config.IdOption;
import io.apicurio.rest.client.error.ApicurioRestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio's Avro serdes for one record type: a zero byte, four bytes of content id, Avro binary.
 *
 * <p>What is wrong with a record and what is wrong with the registry are kept apart: the first is a {@link
 * MalformedRecordException}, the second a {@link RegistryException}. Connects at the first record.
 */
final class RegistrySerde<T extends Record> implements Serde<T> {
    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final int SERVER_ERROR = 500;

    /** HTTP statuses: not authorized, forbidden, too slow, too many. Without a status, or 0, there was no answer. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 408, 429);

    /** What an id stands for never changes; it is asked for again at times all the same, and may then fail. */
    private static final Duration CACHE = Duration.ofDays(1);

    private final String name;
    private final WireFormat.Avro format;
    private final AvroKafkaSerializer<T> serializer = new AvroKafkaSerializer<>();
    private final AvroKafkaDeserializer<T> deserializer = new AvroKafkaDeserializer<>();

    RegistrySerde(RecordMapper<T> mapper, WireFormat.Avro format) {
        this.name = mapper.type().getSimpleName();
        this.format = format;
        Map<String, Object> settings = settings(mapper, format);
        serializer.configure(settings, false);
        deserializer.configure(settings, false);
    }

    private static Map<String, Object> settings(RecordMapper<?> mapper, WireFormat.Avro format) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(SchemaResolverConfig.FAULT_TOLERANT_REFRESH, true);
        settings.put(SerdeConfig.CHECK_PERIOD_MS, CACHE.toMillis());
        settings.putAll(format.clientProperties());
        settings.put(SerdeConfig.REGISTRY_URL, format.registry().toString());
        settings.put(SerdeConfig.AUTO_REGISTER_ARTIFACT, format.register());
        settings.put(SerdeConfig.ENABLE_CONFLUENT_ID_HANDLER, true);
        settings.put(SerdeConfig.ENABLE_HEADERS, false);
        settings.put(SerdeConfig.USE_ID, IdOption.contentId.name());
        settings.put(SchemaResolverConfig.SERIALIZER_DEREFERENCE_SCHEMA, true);
        if (!format.register()) {
            settings.put(SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY, LookupByTopic.class.getName());
        }
        settings.put(AvroKafkaSerdeConfig.AVRO_DATUM_PROVIDER, RecordDatumProvider.class.getName());
        settings.put(RecordDatumProvider.MAPPER, mapper);
        return settings;
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T value) {
                return value == null ? null : write(topic, value);
            }

            @Override
            public void close() {
                serializer.close();
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                return bytes == null ? null : read(topic, bytes);
            }

            @Override
            public void close() {
                deserializer.close();
            }
        };
    }

    private byte[] write(String topic, T value) {
        try {
            return serializer.serialize(topic, value);
        } catch (RuntimeException e) {
            throw new RegistryException(
                    format.registry(), "provide the schema of " + name + " for the topic " + topic, e);
        }
    }

    private T read(String topic, byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new MalformedRecordException(
                    name, "is not in the Confluent wire format; expected a zero byte and four bytes of schema id");
        }
        try {
            return deserializer.deserialize(topic, bytes);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (RuntimeException e) {
            int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
            if (causes(e).anyMatch(NotFoundException.class::isInstance)) {
                throw new MalformedRecordException(
                        name, "names the schema id " + id + ", which the registry does not have");
            }
            if (causes(e).anyMatch(RegistrySerde::isOfTheRegistry)) {
                throw new RegistryException(format.registry(), "provide the schema with id " + id, e);
            }
            // The cause is left out: what a parser says of bytes that are not what they should be may be text.
            throw new MalformedRecordException(
                    name, "names the schema id " + id + ", which is of no Avro schema this could be read with");
        }
    }

    /** It is not reached, refuses the client, or fails: all of which may pass, while what an id stands for does not. */
    private static boolean isOfTheRegistry(Throwable cause) {
        if (cause instanceof RestClientException answer) {
            Integer status = answer.getError().getErrorCode();
            return status == null || status == 0 || status >= SERVER_ERROR || REFUSALS.contains(status);
        }
        if (cause instanceof JsonProcessingException) {
            return false; // an IOException, but of the schema's text
        }
        return cause instanceof ApicurioRestClientException || cause instanceof IOException;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
