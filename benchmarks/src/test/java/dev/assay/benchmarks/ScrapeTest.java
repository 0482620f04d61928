package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private static final Scrape SCRAPE = new Scrape(List.of(
            "# HELP turns Turns.",
            "turns{outcome=\"judged\"} 1.5E3",
            "turns{outcome=\"duplicate\"} 2",
            "turns_in_flight 7"));

    @Test
    void shouldSumAMetricOverItsLabels() {
        assertThat(SCRAPE.sum("turns")).isEqualTo(1502);
        assertThat(SCRAPE.sum("turns", "outcome=\"duplicate\"")).isEqualTo(2);
        assertThat(SCRAPE.sum("turns_in_flight")).isEqualTo(7);
    }

    @Test
    void shouldNotTakeAMetricThatIsNotServedForZero() {
        assertThatThrownBy(() -> SCRAPE.sum("rebalances"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no metric 'rebalances'");
        assertThat(SCRAPE.sumOfAny("lag")).isZero();
    }
}
