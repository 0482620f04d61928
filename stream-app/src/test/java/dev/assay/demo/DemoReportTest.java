package dev.assay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.demo.Ledger.Balance;
import dev.assay.schemas.Role;
import dev.assay.schemas.Severity;
import dev.assay.topology.MonitorEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldSayWhatTheDemoDid() {
        DemoReport report = new DemoReport(
                1_000,
                new Balance(2_010, 2_000, 7, 3, 50_000, 12, 4, 0, 0.24, 1.31),
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
        ledger.sending(3);
        judge(1);

        // When
        Balance balance = ledger.balance();

        // Then
        assertThat(balance.lost()).isEqualTo(2);
        assertThat(new DemoReport(1, balance, Map.of(), 0, 1, "none").text())
                .contains("3 turns in 1 record sent = 1 judged + 0 duplicates + 0 dead letters + 2 LOST");
    }

    @Test
    void shouldCountEachOutcomeOnce() throws InterruptedException {
        // When
        ledger.sending(4);
        ledger.on(new MonitorEvent.RecordRead(3, 100));
        ledger.on(new MonitorEvent.TurnSubmitted());
        assertThat(ledger.isIdleFor(Duration.ZERO)).as("the reader has a turn").isFalse();
        ledger.on(new MonitorEvent.TurnReleased(true, 0.1));
        judge(250);
        ledger.on(new MonitorEvent.DuplicateDropped());
        ledger.on(new MonitorEvent.DeadLettered("intake", "malformed-json"));
        ledger.on(new MonitorEvent.AlertRaised("scam", "scam", Severity.HIGH));
        ledger.on(new MonitorEvent.AlertSuppressed("scam"));

        // Then
        Balance balance = ledger.balance();
        assertThat(balance.outcomes()).isEqualTo(3);
        assertThat(balance.tokens()).isEqualTo(20);
        assertThat(balance.alerts()).isEqualTo(1);
        assertThat(balance.heldBack()).isEqualTo(1);
        assertThat(balance.median()).isBetween(0.245, 0.255);
        assertThat(ledger.awaitFewerThan(1, 1)).as("one has no outcome").isFalse();
        assertThat(ledger.awaitFewerThan(2, 1)).isTrue();
    }

    private void judge(long millisAgo) {
        ledger.on(new MonitorEvent.TurnJudged(
                Role.USER, NOW.minusMillis(millisAgo).toEpochMilli(), 20, List.of()));
    }
}
