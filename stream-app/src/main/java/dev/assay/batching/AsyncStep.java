package dev.assay.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A step of a topology that is done elsewhere, many at a time: how it is done, what it may cost, and its journal.
 *
 * @param journal name of the store
 * @param serde of a value in the journal
 * @param work started for each value, again after a failure; the result must not depend on how often
 * @param combine value and result to what is forwarded
 * @param cost of a value, in the unit of {@link InFlightLimits#cost}
 * @param oldest is told what the tasks wait for
 */
public record AsyncStep<V, R, O>(
        String journal,
        Serde<V> serde,
        Function<V, CompletableFuture<R>> work,
        BiFunction<V, R, O> combine,
        ToLongFunction<V> cost,
        InFlightLimits limits,
        OldestWork oldest,
        BatchingListener listener)
        implements ProcessorSupplier<String, V, String, O> {

    /** How often results are looked for while there is work and no new input. */
    static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    public AsyncStep {
        requireNonNull(journal, "journal");
        requireNonNull(serde, "serde");
        requireNonNull(work, "work");
        requireNonNull(combine, "combine");
        requireNonNull(cost, "cost");
        requireNonNull(limits, "limits");
        requireNonNull(oldest, "oldest");
        requireNonNull(listener, "listener");
    }

    @Override
    public Processor<String, V, String, O> get() {
        return new AsyncProcessor<>(this);
    }

    /**
     * In memory, since it holds only what is under way; logged, since it must survive; cached, so that an entry written
     * and deleted between two commits never reaches the changelog.
     */
    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(journal), Serdes.Long(), new JournalSerde<>(serde))
                .withCachingEnabled());
    }
}
