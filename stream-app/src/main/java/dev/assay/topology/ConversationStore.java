package dev.assay.topology;

import dev.assay.schemas.avro.AvroBinary;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The two stores behind state kept per conversation: the state, and which of it expires when. */
record ConversationStore<S extends Record>(String name, AvroBinary<S> serde) {

    String expiryName() {
        return name + "-expiry";
    }

    Set<StoreBuilder<?>> builders() {
        return Set.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
                        .withCachingEnabled(),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(expiryName()), Serdes.Bytes(), Serdes.ByteArray()));
    }
}
