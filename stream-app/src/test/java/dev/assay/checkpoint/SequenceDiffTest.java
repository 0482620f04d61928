package dev.assay.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checkpoint.SequenceDiff.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceDiffTest {

    private static final int ROUNDS = 2_000;

    @Test
    void shouldKeepALongestSeriesInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<CoveredRecord> expected = records(random, 1 + random.nextInt(12));
            List<CoveredRecord> actual = disturbed(expected, random);

            // When
            SequenceDiff diff = SequenceDiff.of(expected, actual);

            // Then
            String described = "seed " + seed + ", round " + round;
            List<Pair> all = new ArrayList<>(diff.kept());
            all.addAll(diff.moved());
            assertThat(all).as(described).allSatisfy(pair -> assertThat(
                            expected.get(pair.expected()).digest())
                    .isEqualTo(actual.get(pair.actual()).digest()));
            assertThat(all.stream().map(Pair::expected)).as(described).doesNotHaveDuplicates();
            assertThat(all.stream().map(Pair::actual)).as(described).doesNotHaveDuplicates();
            assertThat(all).as(described).hasSize(common(expected, actual));
            assertThat(diff.kept().stream().map(Pair::expected)).as(described).isSorted();
            assertThat(diff.kept().stream().map(Pair::actual)).as(described).isSorted();
            assertThat(diff.kept()).as(described).hasSize(longestByTryingAll(all));
        }
    }

    @Test
    void shouldFindNothingBetweenNothing() {
        SequenceDiff diff = SequenceDiff.of(List.of(), List.of());
        assertThat(diff.kept()).isEmpty();
        assertThat(diff.moved()).isEmpty();
    }

    private static int common(List<CoveredRecord> expected, List<CoveredRecord> actual) {
        List<RecordDigest> left =
                new ArrayList<>(actual.stream().map(CoveredRecord::digest).toList());
        return (int)
                expected.stream().filter(record -> left.remove(record.digest())).count();
    }

    /** The plain reference, quadratic. */
    private static int longestByTryingAll(List<Pair> pairs) {
        List<Pair> sorted =
                pairs.stream().sorted(Comparator.comparingInt(Pair::expected)).toList();
        int[] longest = new int[sorted.size()];
        int best = 0;
        for (int i = 0; i < sorted.size(); i++) {
            longest[i] = 1;
            for (int j = 0; j < i; j++) {
                if (sorted.get(j).actual() < sorted.get(i).actual()) {
                    longest[i] = Math.max(longest[i], longest[j] + 1);
                }
            }
            best = Math.max(best, longest[i]);
        }
        return best;
    }

    private static List<CoveredRecord> disturbed(List<CoveredRecord> given, Random random) {
        List<CoveredRecord> records = new ArrayList<>(given);
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> records.remove(random.nextInt(records.size()));
                case 1 -> records.add(random.nextInt(records.size() + 1), record(random));
                default -> Collections.swap(records, random.nextInt(records.size()), random.nextInt(records.size()));
            }
            if (records.isEmpty()) {
                return records;
            }
        }
        return records;
    }

    private static List<CoveredRecord> records(Random random, int number) {
        List<CoveredRecord> records = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            records.add(record(random));
        }
        return records;
    }

    /** Few different ones, so that some are the same. */
    private static CoveredRecord record(Random random) {
        return new CoveredRecord(0, 0, new RecordDigest(random.nextInt(20), 0, 0, 0));
    }
}
