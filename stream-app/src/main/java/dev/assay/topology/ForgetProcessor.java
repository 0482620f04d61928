package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.config.Config;
import dev.assay.schemas.Source;
import dev.assay.state.ConversationVerdicts;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what the detectors know of a conversation, the last of all that is kept of it. */
final class ForgetProcessor extends ContextualProcessor<String, ErasureRequest, Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(ForgetProcessor.class);

    private final Config config;
    private ConversationStates<ConversationVerdicts> conversations;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    ForgetProcessor(Config config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        conversations = new ConversationStates<>(
                context, DetectionProcessor.STORE, config, ConversationVerdicts::lastTurn, expired -> {});
    }

    @Override
    public void process(Record<String, ErasureRequest> record) {
        conversations.forget(record.key());
        Source request = requireNonNull(record.value().turn().source(), "source");
        log.info(
                "a conversation was forgotten, as {}-{}@{} asks",
                request.topic(),
                request.partition(),
                request.offset());
    }
}
