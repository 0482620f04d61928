package dev.assay.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptReaderTest {

    private final SlowReader reader = new SlowReader();
    private final List<String> read = new ArrayList<>();

    @Test
    void shouldBoundTheCharactersOfTheTurnsBeingRead() {
        // Given
        TranscriptReader transcripts = reader(32);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // When turns are long, within a record and over several
            transcripts.add(record("r" + i, 300_000, 400_000, 10));
            expected.add("r" + i + " 3");
        }
        transcripts.finish();
        // Then
        assertThat(reader.mostCharacters.get()).isBetween(400_000L, (long) TranscriptReader.MOST_CHARACTERS);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void shouldReadATurnAloneThatIsLongerThanTheBound() {
        // Given
        TranscriptReader transcripts = reader(32);
        int tooLong = TranscriptReader.MOST_CHARACTERS + 1;
        // When
        transcripts.add(record("a", 10, tooLong, 10));
        transcripts.finish();
        // Then
        assertThat(reader.mostCharacters.get()).isEqualTo(tooLong);
        assertThat(read).containsExactly("a 3");
    }

    @Test
    void shouldBoundTheTurnsBeingRead() {
        // Given
        TranscriptReader transcripts = reader(2);
        // When
        transcripts.add(record("a", 1, 1, 1, 1, 1));
        transcripts.add(record("b", 1));
        transcripts.add(record("c", 1, 1));
        transcripts.finish();
        // Then
        assertThat(reader.mostCharacters.get()).isEqualTo(2);
        assertThat(read).containsExactly("a 5", "b 1", "c 2");
    }

    private TranscriptReader reader(int mostInFlight) {
        return new TranscriptReader(
                reader,
                mostInFlight,
                Integer.MAX_VALUE,
                transcript -> read.add(
                        transcript.record().id() + " " + transcript.turns().size()));
    }

    private static LabelledRecord record(String id, int... lengths) {
        List<Message> messages = IntStream.of(lengths)
                .mapToObj(length -> new Message(Role.USER, "x".repeat(length)))
                .toList();
        return new LabelledRecord(id, "source", "", "scam", Label.POSITIVE, "", "", messages);
    }

    /** Takes a while for each turn, and remembers the most characters it had at once. */
    private static final class SlowReader implements Reader {

        private static final long MILLIS = 50;

        private final AtomicLong characters = new AtomicLong();
        private final AtomicLong mostCharacters = new AtomicLong();

        @Override
        public CompletableFuture<TurnScores> read(Prompt prompt) {
            int length = prompt.turn().text().length();
            mostCharacters.accumulateAndGet(characters.addAndGet(length), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        characters.addAndGet(-length);
                        return new TurnScores(new Tokens(new int[0], new int[0], new int[0]), 1, new float[0]);
                    },
                    CompletableFuture.delayedExecutor(MILLIS, TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {}
    }
}
