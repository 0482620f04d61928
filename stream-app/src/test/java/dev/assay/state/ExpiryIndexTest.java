package dev.assay.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ExpiryIndexTest {

    private static final Duration EXPIRY = Duration.ofMinutes(10);

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final ExpiryIndex index = new ExpiryIndex(store, EXPIRY);

    @Test
    void shouldFindTheConversationsAPlainScanFindsUpToOneBucketLater() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> lastTurns = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(5_000);
            String conversation = "c" + random.nextInt(300);
            long before = lastTurns.getOrDefault(conversation, ExpiryIndex.NEVER);
            index.touch(conversation, before, now);
            lastTurns.put(conversation, now);
            if (random.nextInt(20) == 0) {
                // When
                Set<String> forgotten = new TreeSet<>();
                int count = index.expire(now, forgotten::add);
                // Then
                long sure = now - EXPIRY.toMillis() - index.interval().toMillis();
                assertThat(count).as("seed %d", seed).isEqualTo(forgotten.size());
                assertThat(forgotten).as("seed %d", seed).containsAll(idleBefore(lastTurns, sure));
                assertThat(idleBefore(lastTurns, now - EXPIRY.toMillis()))
                        .as("seed %d", seed)
                        .containsAll(forgotten);
                lastTurns.keySet().removeAll(forgotten);
            }
        }
        assertThat(store.approximateNumEntries()).as("seed %d", seed).isEqualTo(lastTurns.size());
    }

    @Test
    void shouldNotWriteForEveryTurn() {
        // Given
        index.touch("c", ExpiryIndex.NEVER, 1_000);
        Set<Bytes> keys = keys();
        // When
        index.touch("c", 1_000, 2_000);
        // Then
        assertThat(keys()).isEqualTo(keys).hasSize(1);
    }

    @Test
    void shouldSayWhatIsExpiredByRecordTimeAlone() {
        assertThat(index.isExpired(ExpiryIndex.NEVER, 0)).isFalse();
        assertThat(index.isExpired(0, EXPIRY.toMillis())).isFalse();
        assertThat(index.isExpired(0, EXPIRY.toMillis() + 1)).isTrue();
        assertThat(index.isExpired(EXPIRY.toMillis(), 0)).isFalse();
    }

    private Set<Bytes> keys() {
        Set<Bytes> keys = new TreeSet<>();
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private static Set<String> idleBefore(Map<String, Long> lastTurns, long time) {
        return lastTurns.entrySet().stream()
                .filter(entry -> entry.getValue() < time)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("index"), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        return store;
    }
}
