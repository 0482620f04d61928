package dev.assay.schemas.wire;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How messages are written to topics and read from them.
 *
 * <p>Serdes keep Kafka's null, the mark of a deletion, and refuse anything that is not the message with a {@link
 * dev.assay.schemas.mapping.MalformedRecordException}.
 */
public sealed interface WireFormat {

    /**
     * A serde for values of one message type.
     *
     * @param type one of {@link Schemas#types()}
     * @throws IllegalArgumentException if the type has no schema
     */
    <T extends Record> Serde<T> serde(Class<T> type);

    /** The media type of a value, for the {@code content-type} header. */
    String contentType();

    /** Natural JSON, readable without a registry. */
    record Json() implements WireFormat {

        @Override
        public <T extends Record> Serde<T> serde(Class<T> type) {
            JsonCodec<T> codec = new JsonCodec<>(RecordMapper.of(type, Schemas.of(type)));
            return Serdes.serdeFrom(
                    (topic, value) -> value == null ? null : codec.encode(value),
                    (topic, bytes) -> bytes == null ? null : codec.decode(bytes));
        }

        @Override
        public String contentType() {
            return "application/json";
        }
    }

    /**
     * Avro in the Confluent wire format, the schemas kept in an Apicurio registry.
     *
     * @param registry the registry's core API, for example {@code http://registry:8080/apis/registry/v2}
     * @param register whether a schema the registry lacks is added to it; otherwise writing it fails
     * @param clientProperties more settings of Apicurio's serdes by their own names, credentials for example
     */
    record Avro(URI registry, boolean register, Map<String, String> clientProperties) implements WireFormat {
        private static final Set<String> SCHEMES = Set.of("http", "https");

        public Avro {
            String scheme = requireNonNull(registry, "registry").getScheme();
            if (scheme == null || !SCHEMES.contains(scheme) || registry.getHost() == null) {
                throw new IllegalArgumentException(
                        "the registry address has no http or https scheme or no host; expected one like"
                                + " http://registry:8080/apis/registry/v2");
            }
            if (registry.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "the registry address holds credentials; expected them as apicurio.auth.* client properties");
            }
            clientProperties = Map.copyOf(clientProperties);
        }

        @Override
        public <T extends Record> Serde<T> serde(Class<T> type) {
            return new RegistrySerde<>(RecordMapper.of(type, Schemas.of(type)), this);
        }

        @Override
        public String contentType() {
            return "application/avro";
        }

        /** Names the settings without their values, which may be credentials. */
        @Override
        public String toString() {
            return "Avro[registry=" + registry + ", register=" + register + ", clientProperties="
                    + clientProperties.keySet() + "]";
        }
    }
}
