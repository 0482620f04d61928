package dev.assay.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
            Turn turn = turn("id-" + random.nextInt(20), 0, "text");
            // Then
            assertThat(seen.contains(turn, Place.alone(turn)))
                    .as("seed %d, turn %d", seed, i)
                    .isEqualTo(queue.contains(turn.turnId()));
            // When
            if (!seen.contains(turn, Place.alone(turn))) {
                seen = binary.decode(binary.encode(seen.with(turn, Place.alone(turn), capacity)));
                queue.addLast(turn.turnId());
                if (queue.size() > capacity) {
                    queue.removeFirst();
                }
            }
        }
    }

    @Test
    void shouldKnowATranscriptOfAnyLengthAgainInLittleRoom() {
        for (String ownId : List.of("", "own-")) {
            // Given
            List<Turn> turns = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                turns.add(turn(ownId + i, i, "message " + i));
            }
            SeenTurns seen = SeenTurns.NONE;
            assertThat(newOf(turns, seen)).hasSize(10_000);
            seen = after(turns, seen);
            // When
            turns.add(turn(ownId + 10_000, 10_000, "message 0"));
            List<Turn> read = newOf(turns, seen);
            seen = after(turns, seen);
            // Then
            assertThat(read).containsExactly(turns.get(10_000));
            assertThat(newOf(turns, seen)).isEmpty();
            assertThat(AvroBinary.of(SeenTurns.class).encode(seen)).hasSizeLessThan(32_000);
        }
    }

    @Test
    void shouldReadTheNewMessageOfATranscriptThatSlides() {
        // Given
        SeenTurns seen = after(window(0, 20), SeenTurns.NONE);
        for (int from = 1; from < 200; from++) {
            // When
            List<Turn> read = newOf(window(from, 20), seen);
            // Then
            assertThat(read).extracting(Turn::text).containsExactly("message " + (from + 19));
            assertThat(read.get(0).turnId()).matches("19~[0-9a-f]{16}");
            seen = after(window(from, 20), seen);
        }
    }

    @Test
    void shouldReadEveryMessageThatIsSentAlone() {
        SeenTurns seen = SeenTurns.NONE;
        for (int i = 0; i < 10; i++) {
            List<Turn> alone = List.of(turn("0", 0, "message " + i));
            assertThat(newOf(alone, seen)).extracting(Turn::text).containsExactly("message " + i);
            seen = after(alone, seen);
            assertThat(newOf(alone, seen)).as("delivered again").isEmpty();
        }
    }

    @Test
    void shouldReadAnEditedMessageUnderAnIdOfItsOwn() {
        // Given
        SeenTurns seen = after(window(0, 3), SeenTurns.NONE);
        List<Turn> edited = new ArrayList<>(window(0, 4));
        edited.set(2, turn("2", 2, "said otherwise"));
        // When
        List<Turn> read = newOf(edited, seen);
        // Then
        assertThat(read).extracting(Turn::text).containsExactly("said otherwise", "message 3");
        assertThat(read.get(0).turnId()).matches("2~[0-9a-f]{16}");
        assertThat(read.get(1).turnId()).isEqualTo("3");
        assertThat(newOf(edited, seen)).as("the same ids whenever it is read").isEqualTo(read);
    }

    @Test
    void shouldReadTheNewMessageWhenTheSystemPromptIsLeftOut() {
        // Given
        SeenTurns seen = after(List.of(turn("0", 0, "be kind"), turn("1", 1, "hello")), SeenTurns.NONE);
        // When
        List<Turn> read = newOf(List.of(turn("0", 0, "hello"), turn("1", 1, "transfer it")), seen);
        // Then
        assertThat(read).extracting(Turn::text).containsExactly("transfer it");
    }

    @Test
    void shouldReadWhatIsSaidAgainInTheSameTranscript() {
        // Given
        List<Turn> turns = new ArrayList<>(List.of(turn("0", 0, "go on"), turn("1", 1, "and then?")));
        SeenTurns seen = after(turns, SeenTurns.NONE);
        // When
        turns.add(turn("2", 2, "go on"));
        // Then
        assertThat(newOf(turns, seen)).extracting(Turn::turnId).containsExactly("2");
    }

    @Test
    void shouldKnowATurnInWhicheverShapeItCameBefore() {
        // Given turns that came one by one, each the first of its record
        SeenTurns seen = SeenTurns.NONE;
        for (int i = 0; i < 4; i++) {
            seen = after(List.of(turn(Integer.toString(i), 0, "message " + i)), seen);
        }
        // Then
        assertThat(newOf(window(0, 5), seen)).extracting(Turn::turnId).containsExactly("4");
        seen = after(window(0, 5), seen);
        assertThat(newOf(List.of(turn("4", 0, "message 4")), seen)).isEmpty();
        assertThat(newOf(List.of(turn("4", 0, "another text")), seen).get(0).turnId())
                .startsWith("4~");
    }

    @Test
    void shouldKeepWhatFitsWhenTheRingIsMadeSmaller() {
        // Given
        SeenTurns seen = SeenTurns.NONE;
        for (int i = 0; i < 10; i++) {
            Turn turn = turn("id-" + i, 0, "text");
            seen = seen.with(turn, Place.alone(turn), 8);
        }
        Turn last = turn("new", 0, "text");
        // When
        seen = seen.with(last, Place.alone(last), 4);
        // Then
        assertThat(seen.hashes()).hasSize(4);
        assertThat(seen.contains(last, Place.alone(last))).isTrue();
    }

    private static List<Turn> window(int from, int count) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add(turn(Integer.toString(i), i, "message " + (from + i)));
        }
        return turns;
    }

    /** The turns of a record that would be read, as they would be called. */
    private static List<Turn> newOf(List<Turn> record, SeenTurns before) {
        List<Turn> read = new ArrayList<>();
        deliver(record, before, read);
        return read;
    }

    private static SeenTurns after(List<Turn> record, SeenTurns before) {
        return deliver(record, before, new ArrayList<>());
    }

    private static SeenTurns deliver(List<Turn> record, SeenTurns before, List<Turn> read) {
        SeenTurns seen = before;
        List<Place> places = Place.of(record);
        for (int i = 0; i < record.size(); i++) {
            Turn turn = record.get(i);
            if (seen.contains(turn, places.get(i))) {
                seen = seen.again(places.get(i));
            } else {
                read.add(seen.named(turn, places.get(i)));
                seen = seen.with(turn, places.get(i), 128);
            }
        }
        return seen;
    }

    private static Turn turn(String id, int position, String text) {
        return new Turn("c", id, Role.USER, text, Instant.EPOCH, null, null, new Source("turns", 0, 0, position));
    }
}
