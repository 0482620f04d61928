package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import dev.assay.schemas.Role;
import dev.assay.topology.MonitorEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayMetricsTest {

    private static final Duration NOT_LONG = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private ReplayMetrics metrics;

    @BeforeEach
    void serve() throws IOException {
        metrics = new ReplayMetrics(Config.of(Map.of("assay.http.port", "0")), "tuesday", "abc");
    }

    @AfterEach
    void stop() {
        metrics.close();
    }

    @Test
    void shouldSayNothingOfAlertsBeforeTheyAreCompared() throws Exception {
        // When
        metrics.progressed(30, 100);
        metrics.ofTurns().on(new MonitorEvent.TurnJudged(Role.USER, 0, 12, List.of()));

        // Then
        assertThat(fetch())
                .contains(
                        "assay_replay_info{run=\"tuesday\",bundle=\"abc\",} 1.0",
                        "assay_replay_records{run=\"tuesday\",} 100.0",
                        "assay_replay_remaining_records{run=\"tuesday\",} 70.0",
                        "assay_replay_turns_total{run=\"tuesday\",} 1.0")
                .allMatch(line -> line.startsWith("#") || line.startsWith("assay_replay_"))
                .noneMatch(line -> line.startsWith("assay_replay_alerts"));
        assertThat(metrics.awaitFetch(NOT_LONG))
                .as("what was fetched had no result")
                .isFalse();
    }

    @Test
    void shouldWaitUntilTheResultIsFetched() throws Exception {
        // When
        metrics.compared(Map.of("identical", 7L, "changed", 2L), true);

        // Then
        assertThat(metrics.awaitFetch(NOT_LONG)).isFalse();
        assertThat(fetch())
                .contains(
                        "assay_replay_reproduction{run=\"tuesday\",} 1.0",
                        "assay_replay_alerts{run=\"tuesday\",outcome=\"identical\",} 7.0",
                        "assay_replay_alerts{run=\"tuesday\",outcome=\"changed\",} 2.0");
        assertThat(metrics.awaitFetch(LONG)).isTrue();
    }

    private List<String> fetch() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(metrics.address())).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }
}
