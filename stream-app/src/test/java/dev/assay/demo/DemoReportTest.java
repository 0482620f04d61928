package dev.assay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.demo.Ledger.Balance;
import dev.assay.schemas.Activations;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Role;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.topology.MonitorEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldSayWhatTheDemoDid() {
        DemoReport report = new DemoReport(
                1_000,
                new Balance(2_010, 2_000, 7, 3, 0, 50_000, 12, 4, 0, 0.24, 1.31),
                Map.of("scam", 9L, "backdoor", 3L),
                10,
                8,
                "http://127.0.0.1:9404/metrics");
        assertThat(report.text()).isEqualTo("""
                        read       2,000 turns, 50,000 tokens in 8.0 s: 6,250 tokens/s
                        alerts     12 in 10 conversations: backdoor 3, scam 9; 4 more held back by the cool-down
                        latency    p50 240 ms, p99 1.3 s, from the record's arrival to the verdicts
                        account    2,010 turns in 1,000 records sent = 2,000 judged + 7 duplicates + 3 dead letters, none lost
                        metrics    http://127.0.0.1:9404/metrics
                        """);
        assertThat(report.json())
                .isEqualTo("{\"summary\":{\"records\":1000,\"turnsSent\":2010,\"turnsJudged\":2000,\"duplicates\":7,"
                        + "\"deadLetters\":3,\"turnsLost\":0,\"turnsReadAgain\":0,\"tokens\":50000,\"seconds\":8.0,"
                        + "\"tokensPerSecond\":6250.0,\"latencyP50Seconds\":0.24,\"latencyP99Seconds\":1.31,"
                        + "\"alerts\":{\"backdoor\":3,\"scam\":9},\"alertsHeldBack\":4,"
                        + "\"metrics\":\"http://127.0.0.1:9404/metrics\"}}");
    }

    @Test
    void shouldSayHowManyTurnsWereLost() {
        // Given
        ledger.sending(turns("a", "b", "c"), 0);
        ledger.judged(committed("a", 0));

        // When
        Balance balance = ledger.balance();

        // Then
        assertThat(balance.lost()).isEqualTo(2);
        assertThat(new DemoReport(1, balance, Map.of(), 0, 1, "none").text())
                .contains("3 turns in 1 record sent = 1 judged + 0 duplicates + 0 dead letters + 2 LOST");
    }

    @Test
    void shouldNotTakeWorkDoneTwiceForTheOutcomeOfAnotherTurn() {
        // Given
        ledger.sending(turns("a", "b"), 0);

        // When
        judge(1); // and its transaction was aborted
        judge(1);

        // Then
        assertThat(ledger.pending()).as("nothing is committed").isEqualTo(2);
        ledger.judged(committed("a", 0));
        assertThat(ledger.pending()).isEqualTo(1);
        assertThat(ledger.balance().lost()).isEqualTo(1);
    }

    @Test
    void shouldCountEachOutcomeOnce() {
        // When
        ledger.sending(turns("a", "b"), 0);
        ledger.sending(turns("b"), 0);
        ledger.sending(List.of(), 1);
        ledger.on(new MonitorEvent.TurnSubmitted());
        assertThat(ledger.isIdleFor(Duration.ZERO)).as("the reader has a turn").isFalse();
        ledger.on(new MonitorEvent.TurnReleased(true, 0.1));
        judge(250);
        ledger.on(new MonitorEvent.AlertRaised("scam", "scam", Severity.HIGH, 0.95));
        ledger.on(new MonitorEvent.AlertSuppressed("scam"));
        ledger.judged(committed("a", 0));
        ledger.deadLettered(letter(2));
        ledger.deadLettered(letter(2));

        // Then
        Balance balance = ledger.balance();
        assertThat(balance.judged()).isEqualTo(1);
        assertThat(balance.deadLetters()).isEqualTo(1);
        assertThat(balance.duplicates()).as("b, sent again").isEqualTo(1);
        assertThat(balance.lost()).as("b, not judged yet").isEqualTo(1);
        assertThat(balance.outcomes() + balance.lost()).isEqualTo(balance.sent());
        assertThat(balance.tokens()).isEqualTo(20);
        assertThat(balance.alerts()).isEqualTo(1);
        assertThat(balance.heldBack()).isEqualTo(1);
        assertThat(balance.median()).isBetween(0.245, 0.255);
        ledger.judged(committed("b", 1));
        assertThat(ledger.pending()).isZero();
    }

    private static List<Turn> turns(String... ids) {
        return Stream.of(ids)
                .map(id -> new Turn("c", id, Role.USER, "words", NOW, null, null, source(0)))
                .toList();
    }

    private static Source source(long offset) {
        return new Source("turns", 0, offset, 0);
    }

    private static Activations committed(String turnId, long offset) {
        return new Activations(
                "c", turnId, Role.USER, NOW, source(offset), "digest", null, null, 20, List.of(), List.of());
    }

    private static DeadLetter letter(long offset) {
        return new DeadLetter("intake", "malformed-json", "no JSON", source(offset), NOW, 7, "0".repeat(64));
    }

    private void judge(long millisAgo) {
        ledger.on(new MonitorEvent.TurnJudged(
                Role.USER, NOW.minusMillis(millisAgo).toEpochMilli(), 20, List.of()));
    }
}
