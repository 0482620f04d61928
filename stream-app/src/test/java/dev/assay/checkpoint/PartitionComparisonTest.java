package dev.assay.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is only possible for somebody who writes to a broker's disk, where offsets need not change. */
class PartitionComparisonTest {

    private static final TopicPartition PARTITION = new TopicPartition("alerts", 2);
    private static final int END = 10;

    private final List<CoveredRecord> expected =
            IntStream.range(0, END).mapToObj(i -> record(i, i)).toList();

    @Test
    void shouldFindNothingInWhatIsAsItWas() {
        assertThat(findings(expected, END)).isEmpty();
        assertThat(findings(with(record(10, 10)), 11)).as("appended").isEmpty();
    }

    @Test
    void shouldNameWhatIsMissingAndLeavesAHole() {
        // When
        List<Finding> findings = findings(without(4, 5, 8), END);

        // Then
        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).kind()).isEqualTo(FindingKind.REMOVED);
        assertThat(findings.get(0).place()).isEqualTo("alerts-2 offsets 4 to 5");
        assertThat(findings.get(0).detail())
                .isEqualTo("2 records of 1970-01-01T00:00:04Z to 1970-01-01T00:00:05Z: gone");
        assertThat(findings.get(1).place()).isEqualTo("alerts-2 offset 8");
    }

    @Test
    void shouldTellAnEmptiedTailFromOneThatIsCutOff() {
        assertThat(findings(without(8, 9), END)).singleElement().satisfies(one -> assertThat(one.kind())
                .isEqualTo(FindingKind.REMOVED));
        assertThat(findings(without(8, 9), 8)).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(FindingKind.TRUNCATED);
            assertThat(one.place()).isEqualTo("alerts-2 offsets 8 to 9");
        });
        assertThat(findings(expected.subList(0, 9), 9)).singleElement().satisfies(one -> assertThat(one.kind())
                .isEqualTo(FindingKind.TRUNCATED));
    }

    @Test
    void shouldNoticeThatOnlyAMarkerWasCutOff() {
        // Given a marker at the last offset, and no record after the eighth
        PartitionComparison comparison =
                new PartitionComparison(PARTITION, expected.subList(0, 9), expected.subList(0, 9), END, 9);

        // When, Then
        assertThat(comparison.findings()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(FindingKind.TRUNCATED);
            assertThat(one.records()).isZero();
            assertThat(one.place()).isEqualTo("alerts-2 offset 9");
        });
    }

    @Test
    void shouldNameEachKindOfChangeAtItsPlace() {
        // Given
        List<CoveredRecord> actual = List.of(
                record(0, 0),
                record(1, 77), // altered
                record(2, 2),
                record(4, 4), // 3 is missing
                record(5, 6),
                record(6, 5), // both in each other's place
                record(7, 7),
                record(8, 8),
                record(9, 9));

        // When, Then
        assertThat(findings(actual, END))
                .extracting(Finding::kind)
                .containsExactly(
                        FindingKind.ALTERED, FindingKind.REMOVED, FindingKind.REORDERED, FindingKind.REWRITTEN);
    }

    @Test
    void shouldTellWhatWasWrittenOverFromWhatIsGone() {
        // Given the last three of which one was written anew
        List<CoveredRecord> actual = List.of(
                record(0, 0),
                record(1, 1),
                record(2, 2),
                record(3, 3),
                record(4, 4),
                record(5, 5),
                record(6, 6),
                record(8, 88));

        // When, Then
        assertThat(findings(actual, END))
                .satisfiesExactly(
                        one -> {
                            assertThat(one.kind()).isEqualTo(FindingKind.ALTERED);
                            assertThat(one.place()).isEqualTo("alerts-2 offset 8");
                        },
                        one -> {
                            assertThat(one.kind()).isEqualTo(FindingKind.REMOVED);
                            assertThat(one.place()).isEqualTo("alerts-2 offsets 7 to 9");
                            assertThat(one.records()).isEqualTo(2);
                        });
    }

    private List<Finding> findings(List<CoveredRecord> actual, long end) {
        return new PartitionComparison(PARTITION, expected, actual, END, end).findings();
    }

    private List<CoveredRecord> with(CoveredRecord more) {
        return Stream.concat(expected.stream(), Stream.of(more)).toList();
    }

    private List<CoveredRecord> without(Integer... offsets) {
        return expected.stream()
                .filter(record -> !List.of(offsets).contains((int) record.offset()))
                .toList();
    }

    private static CoveredRecord record(long offset, long content) {
        return new CoveredRecord(offset, offset * 1000, new RecordDigest(content, 0, 0, 0));
    }
}
