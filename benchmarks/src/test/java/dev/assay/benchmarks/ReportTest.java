package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Figure MET = Figure.of("turns lost", 0, "").expected(new Target.AtMost(0));
    private static final Figure MISSED = Figure.of("rebalances", 1, "").expected(new Target.AtMost(0));
    private static final Figure UNKNOWN = Figure.ratio("growth", Double.NaN).expected(new Target.AtMost(1.05));

    @Test
    void shouldFailIfATargetIsMissed() {
        assertThat(report(MET, Figure.of("turns", 5, "")).status()).isZero();
        assertThat(report(MET, MISSED).status()).isEqualTo(1);
        assertThat(report(UNKNOWN).status()).isEqualTo(1);
    }

    private static Report report(Figure... figures) {
        return new Report("test", Machine.now(), List.of(figures));
    }
}
