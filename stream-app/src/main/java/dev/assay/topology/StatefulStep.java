package dev.assay.topology;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor with its state. */
record StatefulStep<K, V, L, O>(Supplier<Processor<K, V, L, O>> processor, Set<StoreBuilder<?>> stores)
        implements ProcessorSupplier<K, V, L, O> {

    StatefulStep {
        stores = Set.copyOf(stores);
    }

    @Override
    public Processor<K, V, L, O> get() {
        return processor.get();
    }
}
