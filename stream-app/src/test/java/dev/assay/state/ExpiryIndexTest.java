package dev.assay.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ExpiryIndexTest {

    private static final Duration EXPIRY = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofMinutes(3);
    private static final long FAR_FUTURE = Duration.ofDays(36_500).toMillis();
    private static final long BUCKET = EXPIRY.toMillis() / 24;

    private final KeyValueStore<Bytes, byte[]> store = store();
    private final Map<String, Long> seen = new HashMap<>();
    private final ExpiryIndex index = new ExpiryIndex(store, EXPIRY, GRACE);

    @Test
    void shouldTakeOutWhatAPlainScanFindsUpToThreeBucketsLater() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> lastTurns = new HashMap<>();
        Set<String> forgotten = new TreeSet<>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(5_000);
            String conversation = "c" + random.nextInt(300);
            index.touch(conversation, lastTurns.getOrDefault(conversation, ExpiryIndex.NEVER), now);
            lastTurns.put(conversation, now);
            // When
            forgotten.clear();
            int count = index.expire(now, id -> lastTurns.getOrDefault(id, ExpiryIndex.NEVER), forgotten::add);
            // Then
            long keep = EXPIRY.plus(GRACE).toMillis();
            assertThat(count).as("seed %d", seed).isEqualTo(forgotten.size());
            assertThat(idleBefore(lastTurns, now - keep)).as("seed %d", seed).containsAll(forgotten);
            lastTurns.keySet().removeAll(forgotten);
            assertThat(idleBefore(lastTurns, now - keep - 3 * BUCKET))
                    .as("seed %d", seed)
                    .isEmpty();
        }
        assertThat(store.approximateNumEntries()).as("seed %d", seed).isEqualTo(lastTurns.size());
    }

    @Test
    void shouldKeepEverythingThroughASingleRecordFromTheFuture() {
        // Given conversations of all ages, and a clock that has followed them
        long now = 0;
        Map<String, Long> lastTurns = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            now += 2_500;
            see("c" + i, now);
            lastTurns.put("c" + i, now);
        }
        Set<String> forgotten = new TreeSet<>();
        // When
        see("liar", FAR_FUTURE, forgotten::add);
        for (int turn = 0; turn < 10_000; turn++) {
            index.expire(FAR_FUTURE, this::lastTurn, forgotten::add); // the other turns of its transcript
        }
        index.expire(now, this::lastTurn, forgotten::add);
        // Then
        assertThat(idleBefore(lastTurns, now - EXPIRY.plus(GRACE).toMillis())).containsAll(forgotten);
    }

    @Test
    void shouldKeepEverythingWhenTheFirstRecordAfterARestartIsFromTheFuture() {
        // Given
        see("c1", 1_000);
        ExpiryIndex restarted = new ExpiryIndex(store, EXPIRY, GRACE);
        Set<String> forgotten = new TreeSet<>();
        // When
        restarted.expire(FAR_FUTURE, this::lastTurn, forgotten::add);
        // Then
        assertThat(forgotten).isEmpty();
    }

    @Test
    void shouldGoOnExpiringAfterARecordFromTheFuture() {
        // Given the first record of all
        see("liar", FAR_FUTURE);
        see("c1", 1_000);
        Set<String> forgotten = new TreeSet<>();
        // When
        long over = EXPIRY.plus(GRACE).toMillis() + 4 * BUCKET;
        for (long now = 2_000; now < over; now += BUCKET) {
            index.expire(now, this::lastTurn, forgotten::add);
        }
        // Then
        assertThat(forgotten).containsExactly("c1");
    }

    @Test
    void shouldKeepWhatALaggingProducerNeedsWhileItsRecordsComeBetweenOthers() {
        // Given two producers, one of them an hour behind
        long behind = Duration.ofHours(1).toMillis();
        Set<String> forgotten = new TreeSet<>();
        see("slow", 0);
        // When
        for (long now = 0; now < 8 * 60_000; now += 10_000) {
            index.expire(now + behind, this::lastTurn, forgotten::add);
            index.expire(now, this::lastTurn, forgotten::add);
        }
        // Then
        assertThat(forgotten).isEmpty();
    }

    @Test
    void shouldTakeOutManyAThousandATurn() {
        // Given
        for (int i = 0; i < 2_500; i++) {
            index.touch("c" + i, ExpiryIndex.NEVER, 0);
            seen.put("c" + i, 0L);
        }
        List<Integer> counts = new ArrayList<>();
        // When
        for (long now = 0; now < EXPIRY.multipliedBy(2).toMillis(); now += BUCKET) {
            counts.add(index.expire(now, this::lastTurn, id -> {}));
        }
        // Then
        assertThat(counts).containsSubsequence(1_000, 1_000, 500);
        assertThat(store.approximateNumEntries()).isZero();
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

    @Test
    void shouldNeitherForgetNorLoseWhatWasWrittenUnderAnotherExpiry() {
        // Given conversations seen under a longer expiry, one of them again under a shorter one
        ExpiryIndex before = new ExpiryIndex(store, EXPIRY.multipliedBy(7), GRACE);
        before.touch("kept", ExpiryIndex.NEVER, 100_000);
        before.touch("idle", ExpiryIndex.NEVER, 100_000);
        seen.put("idle", 100_000L);
        ExpiryIndex changed = new ExpiryIndex(store, EXPIRY, GRACE);
        long end = 2 * EXPIRY.plus(GRACE).toMillis();
        long last = 100_000;
        Set<String> forgotten = new TreeSet<>();
        // When
        for (long now = last; now < end; now += BUCKET / 2) {
            changed.touch("kept", last, now);
            last = now;
            seen.put("kept", now);
            changed.expire(now, this::lastTurn, forgotten::add);
        }
        // Then
        assertThat(forgotten).containsExactly("idle");
        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    private void see(String conversation, long now) {
        see(conversation, now, id -> {});
    }

    private void see(String conversation, long now, Consumer<String> forget) {
        index.touch(conversation, ExpiryIndex.NEVER, now);
        seen.put(conversation, now);
        index.expire(now, this::lastTurn, forget);
    }

    private long lastTurn(String conversation) {
        return seen.getOrDefault(conversation, ExpiryIndex.NEVER);
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
