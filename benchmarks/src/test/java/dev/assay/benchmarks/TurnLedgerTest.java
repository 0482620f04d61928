package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Turn;
import org.junit.jupiter.api.Test;

class TurnLedgerTest {

    private final SteadyConversations conversations = new SteadyConversations(2, 1);
    private final TurnLedger ledger = new TurnLedger();

    @Test
    void shouldKnowWhichTurnsHaveNoOutcome() {
        // Given
        Turn first = send();
        send();

        // When
        judge(first, 5);

        // Then
        assertThat(ledger.turns()).isEqualTo(2);
        assertThat(ledger.answered()).isEqualTo(1);
        assertThat(ledger.waiting()).isEqualTo(1);
        assertThat(ledger.repeatedOrInvented()).isZero();
    }

    @Test
    void shouldCountASecondOutcomeAndThatOfATurnNeverSent() {
        // Given
        Turn first = send();
        Turn never = conversations.next();

        // When
        judge(first, 5);
        judge(first, 6);
        judge(never, 7);

        // Then: and neither makes up for a turn that is lost
        assertThat(ledger.repeatedOrInvented()).isEqualTo(2);
        send();
        assertThat(ledger.waiting()).isEqualTo(1);
    }

    @Test
    void shouldTellLatenciesByWhenTurnsWereSent() {
        // When
        judge(send(), 999, 5);
        judge(send(), 1000, 6);
        judge(send(), 1999, 7);
        judge(send(), 2000, 8);

        // Then
        assertThat(ledger.latencies(1000, 2000)).containsExactly(6.0, 7.0);
    }

    private Turn send() {
        Turn turn = conversations.next();
        ledger.sent(turn);
        return turn;
    }

    private void judge(Turn turn, long latency) {
        judge(turn, 0, latency);
    }

    private void judge(Turn turn, long recordTime, long latency) {
        ledger.judged(turn.conversationId(), turn.turnId(), recordTime, latency);
    }
}
