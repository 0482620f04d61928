package dev.assay.topology;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** A processor with the state it keeps per conversation. */
record StatefulStep<V, O>(Supplier<Processor<String, V, String, O>> processor, ConversationStore<?> store)
        implements ProcessorSupplier<String, V, String, O> {

    @Override
    public Processor<String, V, String, O> get() {
        return processor.get();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return store.builders();
    }
}
