package dev.assay.schemas.wire;

import io.apicurio.registry.serde.strategy.TopicIdStrategy;

/**
 * Names a topic's schema as usual, and has Apicurio's resolver look it up in the one form it is registered in.
 *
 * <p>Needed where schemas are looked up but never registered: by default the resolver of 2.6 then searches for the
 * schema with its nested types cut out, which matches nothing that a client registered whole. Apicurio makes it by its
 * class name, so it is public.
 */
public final class LookupByTopic<T> extends TopicIdStrategy<T> {

    /** True: the resolver is to take the schema from the record first, nested types included. */
    @Override
    public boolean loadSchema() {
        return true;
    }
}
