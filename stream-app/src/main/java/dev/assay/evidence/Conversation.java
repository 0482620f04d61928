package dev.assay.evidence;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.follow.CommittedRecords;
import dev.assay.intake.InputParser;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.state.ConversationContext;
import dev.assay.state.ExpiryIndex;
import dev.assay.state.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Collects the turns of an alert's conversation up to the alert's own, as the service took them: without those delivered
 * again, under the ids it gave them, and from the last time on that the conversation had been forgotten. Used once.
 */
final class Conversation {

    private final Alert alert;
    private final Config config;
    private final InputParser parser;
    private final List<Turn> turns = new ArrayList<>();
    private ConversationContext context = ConversationContext.EMPTY;
    private boolean complete;

    private Conversation(Alert alert, Config config, InputParser parser) {
        this.alert = alert;
        this.config = config;
        this.parser = parser;
    }

    /**
     * Reads the partition that the alert's turn came from.
     *
     * @param lookBack how long before the turn reading begins, in record time
     * @return oldest first; the last is the alert's
     * @throws EvidenceException if the topic does not hold that turn any more
     */
    static List<Turn> upTo(
            Alert alert, Config config, InputParser parser, CommittedRecords records, Duration lookBack) {
        Source source = alert.source();
        TopicPartition partition = new TopicPartition(source.topic(), source.partition());
        Conversation conversation = new Conversation(alert, config, parser);
        long end = records.partitions(source.topic()).contains(partition) ? records.decided(partition) : 0;
        if (source.offset() < end) {
            long from = Math.min(
                    source.offset(), records.since(partition, alert.timestamp().minus(lookBack)));
            records.read(partition, from, source.offset() + 1, conversation::take);
        }
        if (!conversation.complete) {
            throw new EvidenceException("the turn of alert " + alert.alertId() + " is not at " + partition + " offset "
                    + source.offset() + "; retention may have deleted it. Without it there is no evidence to export");
        }
        return conversation.turns;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (complete || record.offset() > alert.source().offset()) {
            return;
        }
        Source source = new Source(record.topic(), record.partition(), record.offset(), 0);
        Instant time = Instant.ofEpochMilli(record.timestamp());
        List<Turn> parsed = parser.parse(record.value(), source, time).turns();
        List<Place> places = Place.of(parsed);
        for (int i = 0; i < parsed.size() && !complete; i++) {
            if (parsed.get(i).conversationId().equals(alert.conversationId())) {
                take(parsed.get(i), places.get(i), record.timestamp());
            }
        }
    }

    private void take(Turn turn, Place place, long recordTime) {
        if (ExpiryIndex.isExpired(context.lastTurn(), recordTime, config.get(Settings.CONVERSATION_EXPIRY))) {
            context = ConversationContext.EMPTY;
            turns.clear();
        }
        if (context.hasSeen(turn, place)) {
            context = context.again(place);
            return;
        }
        Turn named = context.named(turn, place);
        context = context.plus(
                turn,
                place,
                recordTime,
                config.get(Settings.CONTEXT_CHARACTERS),
                config.get(Settings.CONTEXT_TURN_IDS));
        turns.add(named);
        complete = alert.source().equals(named.source());
    }
}
