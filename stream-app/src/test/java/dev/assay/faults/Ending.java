package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** How a disturbed and an undisturbed deployment, which both run, come to an end that can be compared. */
final class Ending {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofSeconds(2); // windows are looked for once a second

    private Ending() {}

    /** Waits until both have scored all turns, and published the metric windows of all but those that end the windows. */
    static void drain(Load load, Ledger found, Ledger expected) {
        int counted = load.turns();
        found.awaitScored(counted, LONGEST_DRAIN);
        expected.awaitScored(counted, LONGEST_DRAIN);
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        while (found.turnsCounted() < counted || expected.turnsCounted() < counted) {
            assertThat(System.nanoTime())
                    .as(
                            "waiting for windows of %d turns, there are %d and %d; the time",
                            counted, found.turnsCounted(), expected.turnsCounted())
                    .isLessThan(deadline);
            load.endWindows();
            load.flush();
            found.awaitScored(load.turns(), LONGEST_DRAIN);
            expected.awaitScored(load.turns(), LONGEST_DRAIN);
            long until = System.nanoTime() + PAUSE.toNanos();
            while (System.nanoTime() < until) {
                found.read();
                expected.read();
            }
        }
    }

    /** To be called once both have stopped. Each turn was scored once and in order, and they published the same. */
    static void assertSame(Ledger found, Ledger expected, String described) {
        assertSameButForWindows(found, expected, described);
        assertThat(found.windows()).as(described).isNotEmpty().isEqualTo(expected.windows());
    }

    /** The same, for input of which it is chance which turns are too late to be counted. */
    static void assertSameButForWindows(Ledger found, Ledger expected, String described) {
        found.readToEnd();
        expected.readToEnd();
        assertThat(expected.problems()).as(described).isEmpty();
        assertThat(found.problems()).as(described).isEmpty();
        assertThat(found.alerts()).as(described).isNotEmpty().isEqualTo(expected.alerts());
        assertThat(found.activations()).as(described).isEqualTo(expected.activations());
    }
}
