package dev.assay.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.chat.Message;
import dev.assay.detector.ConversationMemory;
import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.schemas.avro.AvroBinary;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a release wrote to its state, later ones must read: the golden bytes of each version. */
class StateBytesTest {

    private static final Turn TURN =
            new Turn("c", "t", Role.USER, "text", Instant.EPOCH, "m", null, new Source("turns", 1, 2, 3));

    static Stream<Record> states() {
        return Stream.of(
                TURN,
                new PromptedTurn(TURN, List.of(new Message(dev.assay.chat.Role.ASSISTANT, "before"))),
                new ConversationVerdicts(
                        1_000, "bundle", Map.of("scam", new DetectorState(new ConversationMemory(1.5, 2), 5, 1))));
    }

    @ParameterizedTest
    @MethodSource("states")
    void shouldBeReadFromTheBytesOfVersion1(Record state) throws IOException {
        // Given
        String name = "v1/" + state.getClass().getSimpleName() + ".hex";
        String golden;
        try (InputStream in = getClass().getResourceAsStream(name)) {
            golden = new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).strip();
        }
        // Then
        assertThat(encode(state))
                .as("a change needs a version 2 that still reads this")
                .isEqualTo(golden);
        assertThat(decode(state.getClass(), golden)).isEqualTo(state);
    }

    @Test
    void shouldForgetOfVersion1WhereMessagesWithoutAnIdStood() throws IOException {
        // Given
        Turn numbered = new Turn("c", "0", Role.USER, "text", Instant.EPOCH, "m", null, null);
        // When
        ConversationContext read = ConversationContext.binary().decode(bytes("v1/ConversationContext.hex"));
        // Then
        assertThat(read.lastTurn()).isEqualTo(1_000);
        assertThat(read.messages()).hasSize(1);
        assertThat(read.hasSeen(TURN, Place.alone(TURN))).as("it has an id").isTrue();
        assertThat(read.hasSeen(numbered, Place.alone(numbered))).isFalse();
        assertThat(read.named(numbered, Place.alone(numbered)).turnId()).isEqualTo("0");
    }

    @Test
    void shouldReadAConversationFromTheBytesOfVersion2() throws IOException {
        // Given
        Turn numbered = new Turn("c", "0", Role.USER, "text", Instant.EPOCH, "m", null, null);
        ConversationContext context = ConversationContext.EMPTY
                .plus(TURN, Place.alone(TURN), 1_000, 3, 8)
                .plus(numbered, Place.alone(numbered), 2_000, 7, 8);
        // Then
        assertThat(ConversationContext.binary().encode(context))
                .as("a change needs a version 3 that still reads this")
                .isEqualTo(bytes("v2/ConversationContext.hex"));
        assertThat(ConversationContext.binary().decode(bytes("v2/ConversationContext.hex")))
                .isEqualTo(context);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = StateBytesTest.class.getResourceAsStream(name)) {
            return HexFormat.of()
                    .parseHex(new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).strip());
        }
    }

    private static <T extends Record> T decode(Class<T> type, String hex) {
        return AvroBinary.of(type).decode(HexFormat.of().parseHex(hex));
    }

    @SuppressWarnings("unchecked") // the class of a T is a Class<T>
    private static <T extends Record> String encode(T state) {
        return HexFormat.of()
                .formatHex(AvroBinary.of((Class<T>) state.getClass()).encode(state));
    }
}
