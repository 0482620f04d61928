package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineException;
import dev.assay.engine.TokenBatch;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BatchedReaderTest {

    private static final BatchingOptions CROWDED = new BatchingOptions(2, 1024, 32);

    @Test
    void shouldScoreATurnTheSameAloneAndAmongOthers() {
        // Given turns read one by one, without padding
        List<Prompt> prompts = Sentences.prompts(40, 5, 21);
        List<TurnScores> alone = new ArrayList<>();
        try (BatchedReader reader = reader(RealReader.engine(), new BatchingOptions(1, 1, 1))) {
            prompts.forEach(prompt -> alone.add(reader.read(prompt).join()));
        }

        // When they are read together, in padded batches
        List<BatchStats> batches = Collections.synchronizedList(new ArrayList<>());
        try (BatchedReader reader = new BatchedReader(RealReader.model(), RealReader.engine(), CROWDED, batches::add)) {
            List<CompletableFuture<TurnScores>> results =
                    prompts.stream().map(reader::read).toList();

            // Then
            for (int i = 0; i < results.size(); i++) {
                assertThat(rows(results.get(i).join())).as("turn %d", i).isEqualTo(rows(alone.get(i)));
            }
        }
        assertThat(batches).anyMatch(batch -> batch.rows() > 1 && batch.tokens() < batch.paddedTokens());
        assertThat(batches)
                .allMatch(batch -> batch.paddedTokens() == batch.rows() * batch.sequence()
                        && batch.paddedTokens() <= CROWDED.paddedTokens());
    }

    @Test
    void shouldStitchTheWindowsOfALongTurnTogether() {
        // Given a turn of several windows, with a message before it
        Prompt prompt = new Prompt(
                List.of(new Message(Role.USER, "Tell me a story about a courier.")),
                new Message(Role.ASSISTANT, "\uD83D\uDE00 The courier lost parcel after parcel. ".repeat(70)));
        ReaderModel model = RealReader.model();

        // When
        TurnScores scores;
        try (BatchedReader reader = reader(RealReader.engine(), CROWDED)) {
            scores = reader.read(prompt).join();
        }

        // Then each token has the row its window gives it, run by itself
        Tokens turn = model.tokenizer().tokenize(prompt.turn().text());
        int[] context = ContextTokens.tail(prompt.context(), 96, model.tokenizer());
        List<Window> windows = Windows.plan(context, 0, turn, model.tokenizer().controlTokens(), model.spec());
        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(scores.tokens().size()).isEqualTo(turn.size());
        int columns = RealReader.engine().columns();
        for (Window window : windows) {
            float[] alone = RealReader.engine().run(TokenBatch.of(List.of(window.ids()), window.length(), 0));
            for (int i = 0; i < window.scored() * columns; i++) {
                assertThat(scores.score(window.firstToken() + i / columns, i % columns))
                        .isEqualTo(alone[window.firstPosition() * columns + i]);
            }
        }
    }

    @Test
    void shouldScoreWhatTheSameAuthorWroteJustBefore() {
        // Given three messages of one author in a row, after another's
        Prompt prompt = new Prompt(
                List.of(
                        new Message(Role.ASSISTANT, "Hello, who is this?"),
                        new Message(Role.USER, "It is me."),
                        new Message(Role.USER, "From the courier.")),
                new Message(Role.USER, "Your parcel is here."));
        ReaderModel model = RealReader.model();

        // When
        TurnScores scores;
        try (BatchedReader reader = reader(RealReader.engine(), CROWDED)) {
            scores = reader.read(prompt).join();
        }

        // Then the eight tokens before the separator have the rows that the window gives them
        int[] ids = ContextTokens.tail(prompt.context(), 96, model.tokenizer());
        Window window = Windows.plan(ids, 0, scores.tokens(), model.tokenizer().controlTokens(), model.spec())
                .get(0);
        float[] alone = RealReader.engine().run(TokenBatch.of(List.of(window.ids()), window.length(), 0));
        int columns = scores.columns();
        assertThat(scores.carried()).isEqualTo(8);
        for (int token = -scores.carried(); token < scores.tokens().size(); token++) {
            int position = window.firstPosition() + (token < 0 ? token - 1 : token);
            for (int column = 0; column < columns; column++) {
                assertThat(scores.score(token, column)).isEqualTo(alone[position * columns + column]);
            }
        }
    }

    @Test
    void shouldReadAllTurnsWithRoomForTheScoresOfOne() {
        // Given
        List<Prompt> prompts = Sentences.prompts(20, 5, 21);
        try (BatchedReader reader =
                new BatchedReader(RealReader.model(), RealReader.engine(), CROWDED, BatchListener.NONE, 1)) {
            // When
            List<CompletableFuture<TurnScores>> results =
                    prompts.stream().map(reader::read).toList();
            results.get(7).cancel(false);

            // Then
            for (int i = 0; i < results.size(); i++) {
                if (i != 7) {
                    assertThat(results.get(i).join().tokens().size()).isPositive();
                }
            }
        }
    }

    @Test
    void shouldCompleteATurnWithoutTokensAtOnce() {
        try (BatchedReader reader = reader(RealReader.engine(), CROWDED)) {
            TurnScores scores = reader.read(turn(" \u200D ")).join();

            assertThat(scores.tokens().size()).isZero();
            assertThat(scores.columns()).isEqualTo(8);
        }
    }

    @Test
    void shouldFailOnlyTheTurnsOfABatchThatFails() {
        // Given an engine that cannot run rows of more than 100 tokens
        EngineException broken = new EngineException("out of device memory");
        Engine engine = new FaultyEngine(RealReader.engine(), batch -> failIf(batch.sequence() > 100, broken), x -> x);
        try (BatchedReader reader = reader(engine, BatchingOptions.cpu())) {
            // When
            CompletableFuture<TurnScores> before = reader.read(turn("Hello."));
            CompletableFuture<TurnScores> failing = reader.read(turn("A private word. ".repeat(60)));
            CompletableFuture<TurnScores> after = reader.read(turn("Good bye."));

            // Then
            assertThatThrownBy(failing::join).hasCause(broken);
            assertThat(before.join().tokens().size()).isEqualTo(2);
            assertThat(after.join().tokens().size()).isEqualTo(3);
        }
    }

    @Test
    void shouldTurnUnforeseenFailuresIntoEngineExceptions() {
        // Given
        Consumer<TokenBatch> outOfMemory = batch -> {
            throw new OutOfMemoryError("test");
        };
        try (BatchedReader reader =
                reader(new FaultyEngine(RealReader.engine(), outOfMemory, x -> x), BatchingOptions.cpu())) {
            // When / Then
            assertThatThrownBy(reader.read(turn("A private word."))::join)
                    .cause()
                    .isInstanceOf(EngineException.class)
                    .hasMessage("reading a batch of 1 rows failed")
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void shouldNeverReturnScoresThatAreNotNumbers() {
        // Given
        UnaryOperator<float[]> notNumbers = scores -> {
            Arrays.fill(scores, Float.NaN);
            return scores;
        };
        try (BatchedReader reader =
                reader(new FaultyEngine(RealReader.engine(), batch -> {}, notNumbers), BatchingOptions.cpu())) {
            // When / Then
            assertThatThrownBy(reader.read(turn("A private word."))::join)
                    .cause()
                    .isInstanceOfSatisfying(UnreadableTurnException.class, failure -> assertThat(failure.reason())
                            .isEqualTo(UnreadableTurnException.Reason.NOT_FINITE))
                    .hasMessage("the engine scored a token NaN in column 0; expected a finite number");
        }
    }

    @Test
    void shouldReadOnWhenAListenerFails() {
        // Given
        BatchListener failing = stats -> {
            throw new IllegalStateException("listener");
        };
        try (BatchedReader reader =
                new BatchedReader(RealReader.model(), RealReader.engine(), BatchingOptions.cpu(), failing)) {
            // When / Then
            assertThat(reader.read(turn("Hello.")).join().tokens().size()).isEqualTo(2);
            assertThat(reader.read(turn("Hello.")).join().tokens().size()).isEqualTo(2);
        }
    }

    @Test
    void shouldFailWhatIsLeftWhenClosed() throws InterruptedException {
        // Given one turn in an engine that waits, and one behind it
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Engine waiting = new FaultyEngine(
                RealReader.engine(),
                batch -> {
                    running.countDown();
                    await(goOn);
                },
                x -> x);
        BatchedReader reader = reader(waiting, new BatchingOptions(1, 64, 8));
        CompletableFuture<TurnScores> first = reader.read(turn("Hello."));
        running.await();
        CompletableFuture<TurnScores> second = reader.read(turn("A longer turn that has to wait for its batch."));

        // When
        CompletableFuture<Void> closing = CompletableFuture.runAsync(reader::close);

        // Then
        assertThatThrownBy(second::join)
                .hasRootCauseInstanceOf(EngineException.class)
                .hasRootCauseMessage("the reader is closed; open another to go on");
        goOn.countDown();
        closing.join();
        assertThat(first.join().tokens().size()).isEqualTo(2);
        assertThatThrownBy(reader.read(turn("Hello."))::join).hasRootCauseInstanceOf(EngineException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("assay-reader-"));
    }

    private static BatchedReader reader(Engine engine, BatchingOptions options) {
        return new BatchedReader(RealReader.model(), engine, options, BatchListener.NONE);
    }

    private static Prompt turn(String text) {
        return new Prompt(List.of(), new Message(Role.USER, text));
    }

    private static void failIf(boolean condition, EngineException failure) {
        if (condition) {
            throw failure;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Float> rows(TurnScores scores) {
        List<Float> rows = new ArrayList<>();
        for (int token = 0; token < scores.tokens().size(); token++) {
            for (int column = 0; column < scores.columns(); column++) {
                rows.add(scores.score(token, column));
            }
        }
        return rows;
    }
}
