package dev.assay.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenTurnsTest {

    @Test
    void shouldRememberTheLastIdsOnlyLikeAPlainQueue() {
        // Given
        int capacity = 8;
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Deque<String> queue = new ArrayDeque<>();
        SeenTurns seen = SeenTurns.NONE;
        AvroBinary<SeenTurns> binary = AvroBinary.of(SeenTurns.class);
        for (int i = 0; i < 2_000; i++) {
            Turn turn = turn("id-" + random.nextInt(20), 0);
            // Then
            assertThat(seen.contains(turn)).as("seed %d, turn %d", seed, i).isEqualTo(queue.contains(turn.turnId()));
            // When
            if (!seen.contains(turn)) {
                seen = binary.decode(binary.encode(seen.with(turn, capacity)));
                queue.addLast(turn.turnId());
                if (queue.size() > capacity) {
                    queue.removeFirst();
                }
            }
        }
    }

    @Test
    void shouldRememberAnyNumberOfNumberedTurns() {
        // Given
        SeenTurns seen = SeenTurns.NONE;
        for (int position = 0; position < 5_000; position++) {
            seen = seen.with(turn(Integer.toString(position), position), 4);
        }
        // Then
        assertThat(seen.contains(turn("0", 0))).isTrue();
        assertThat(seen.contains(turn("4999", 4_999))).isTrue();
        assertThat(seen.contains(turn("5000", 5_000))).isFalse();
        assertThat(seen.contains(turn("own", 7))).isFalse();
        assertThat(seen.hashes()).isEmpty();
    }

    @Test
    void shouldKeepWhatFitsWhenTheRingIsMadeSmaller() {
        // Given
        SeenTurns seen = SeenTurns.NONE;
        for (int i = 0; i < 10; i++) {
            seen = seen.with(turn("id-" + i, 0), 8);
        }
        // When
        seen = seen.with(turn("new", 0), 4);
        // Then
        assertThat(seen.hashes()).hasSize(4);
        assertThat(seen.contains(turn("new", 0))).isTrue();
    }

    private static Turn turn(String id, int position) {
        return new Turn("c", id, Role.USER, "text", Instant.EPOCH, null, null, new Source("turns", 0, 0, position));
    }
}
