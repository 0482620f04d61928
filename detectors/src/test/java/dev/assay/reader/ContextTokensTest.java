package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import dev.assay.token.ControlTokens;
import dev.assay.token.Tokenizer;
import dev.assay.token.Tokens;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextTokensTest {

    private final Tokenizer tokenizer = RealReader.model().tokenizer();

    @Test
    void shouldKeepTheNewestTokensOfAllMessages() {
        // Given
        List<Message> messages = List.of(
                new Message(Role.USER, "one two three"),
                new Message(Role.ASSISTANT, ""),
                new Message(Role.USER, "four"));

        // When / Then
        assertThat(ContextTokens.tail(messages, 3, tokenizer)).isEqualTo(ids("two three four"));
        assertThat(ContextTokens.tail(messages, 9, tokenizer)).isEqualTo(ids("one two three four"));
        assertThat(ContextTokens.tail(messages, 0, tokenizer)).isEmpty();
    }

    @Test
    void shouldTokenizeOnlyTheEndOfALongMessage() {
        // Given a message whose end is as that of a short one, cut within a word or a pair of surrogates
        Message longMessage = new Message(Role.USER, "\uD83D\uDE00 incomprehensible ".repeat(10_000) + "one two three");
        Message unbroken = new Message(Role.USER, "\uD83D\uDE00".repeat(100_000) + "!?!");

        // When / Then
        assertThat(ContextTokens.tail(List.of(longMessage), 3, tokenizer)).isEqualTo(ids("one two three"));
        assertThat(ContextTokens.tail(List.of(unbroken), 3, tokenizer)).isEqualTo(ids("!?!"));
    }

    @Test
    void shouldNotLookAtThousandsOfMessagesWithoutATokenBeforeEachTurn() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        Tokenizer counting = new Tokenizer() {
            @Override
            public Tokens tokenize(String text) {
                calls.incrementAndGet();
                return tokenizer.tokenize(text);
            }

            @Override
            public ControlTokens controlTokens() {
                return tokenizer.controlTokens();
            }

            @Override
            public void close() {}
        };

        // When
        int[] ids = ContextTokens.tail(Collections.nCopies(20_000, new Message(Role.USER, "\u200B")), 96, counting);

        // Then
        assertThat(ids).isEmpty();
        assertThat(calls).hasValue(256);
    }

    private int[] ids(String text) {
        Tokens tokens = tokenizer.tokenize(text);
        return IntStream.range(0, tokens.size()).map(tokens::id).toArray();
    }
}
