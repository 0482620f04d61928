package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Turn;
import dev.assay.state.ConversationContext;
import dev.assay.state.Place;
import dev.assay.state.PromptedTurn;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Gives each turn the messages before it, drops turns its conversation has had already, and forgets on request. */
final class ContextProcessor extends ContextualProcessor<String, Turn, String, PromptedTurn> {

    static final ConversationStore<ConversationContext> STORE =
            new ConversationStore<>("contexts", ConversationContext.binary());

    private final Config config;
    private final Erasures erasures;
    private final MonitorListener listener;
    private ConversationStates<ConversationContext> contexts;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    ContextProcessor(Config config, MonitorListener listener) {
        this.config = config;
        this.erasures = Erasures.of(config);
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, PromptedTurn> context) {
        super.init(context);
        contexts = new ConversationStates<>(
                context,
                STORE,
                config,
                ConversationContext::lastTurn,
                expired -> listener.on(new MonitorEvent.ConversationsExpired(expired)));
    }

    @Override
    public void process(Record<String, Turn> record) {
        long start = System.nanoTime();
        PromptedTurn prompted = prompted(record);
        listener.on(MonitorEvent.StageDone.since(start, Stage.CONTEXT));
        if (prompted != null) {
            context().forward(record.withValue(prompted).withHeaders(Place.removedFrom(record.headers())));
        }
    }

    /** Null for a turn that its conversation has had already. */
    private @Nullable PromptedTurn prompted(Record<String, Turn> record) {
        Turn turn = record.value();
        if (erasures.isRequest(turn)) {
            contexts.forget(record.key());
            return new PromptedTurn(turn, List.of());
        }
        Place place = Place.from(record.headers(), turn);
        ConversationContext known = contexts.get(record.key(), record.timestamp());
        ConversationContext before = known == null ? ConversationContext.EMPTY : known;
        if (before.hasSeen(turn, place)) {
            listener.on(new MonitorEvent.DuplicateDropped());
            ConversationContext again = before.again(place);
            if (!again.equals(before)) {
                contexts.put(record.key(), record.timestamp(), again);
            }
            return null;
        }
        contexts.put(
                record.key(),
                record.timestamp(),
                before.plus(
                        turn,
                        place,
                        record.timestamp(),
                        config.get(Settings.CONTEXT_CHARACTERS),
                        config.get(Settings.CONTEXT_TURN_IDS)));
        return new PromptedTurn(before.named(turn, place), before.messages());
    }
}
