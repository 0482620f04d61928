package dev.assay.schemas.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.DerivedSchema;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroBinaryTest {

    record State(double sum, double weight) {}

    record StateWithNote(
            double sum, double weight, @Nullable String note) {}

    private final AvroBinary<Turn> turns =
            AvroBinary.of(RecordMapper.of(Turn.class, Schemas.of(Turn.class)), List.of());

    @Test
    void shouldBringARecordBackFromAVersionByteAndItsBinary() {
        // Given
        AvroBinary<State> states = AvroBinary.of(State.class);

        // When
        byte[] bytes = states.encode(new State(1, 2));

        // Then
        assertThat(bytes).hasSize(1 + 2 * Double.BYTES).startsWith(1);
        assertThat(states.decode(bytes)).isEqualTo(new State(1, 2));
    }

    @Test
    void shouldReadAFormerVersion() {
        // Given
        byte[] old = AvroBinary.of(State.class).encode(new State(1, 2));
        Schema renamed = new Schema.Parser()
                .parse(DerivedSchema.of(State.class).toString().replace("_State\"", "_StateWithNote\""));
        AvroBinary<StateWithNote> states = AvroBinary.of(RecordMapper.of(StateWithNote.class), List.of(renamed));

        // When
        StateWithNote read = states.decode(old);

        // Then
        assertThat(read).isEqualTo(new StateWithNote(1, 2, null));
        assertThat(states.encode(read)).startsWith(2);
    }

    @Test
    void shouldRefuseALaterVersion() {
        // Given
        byte[] bytes = turns.encode(Samples.TURN);
        bytes[0] = 2;

        // When
        assertThatThrownBy(() -> turns.decode(bytes))
                // Then
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("Turn: is of version 2; expected 1 to 1: run the release that wrote it");
    }

    @Test
    void shouldRefuseEveryTruncationWithoutQuotingTheText() {
        // Given
        byte[] whole = turns.encode(Samples.TURN);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            // When
            assertThatThrownBy(() -> turns.decode(cut))
                    // Then
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(MalformedRecordException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("gift");
        }
    }

    @Test
    void shouldRefuseBytesAfterTheEnd() {
        // Given
        byte[] whole = turns.encode(Samples.TURN);

        // When
        assertThatThrownBy(() -> turns.decode(Arrays.copyOf(whole, whole.length + 1)))
                // Then
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("Turn: has bytes after its end; expected none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "array"})
    void shouldRefuseAHugeLengthBeforeMakingRoomForIt(String kind) {
        // Given: a length of 2^31 - 9 and nothing behind it
        record Texts(String text) {}
        record Lists(List<String> texts) {}
        byte[] hostile = {1, (byte) 0xEE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        AvroBinary<?> binary = kind.equals("string") ? AvroBinary.of(Texts.class) : AvroBinary.of(Lists.class);

        // When
        assertThatThrownBy(() -> binary.decode(hostile))
                // Then
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("is not Avro of the schema it names (SystemLimitException)");
    }

    @Test
    void shouldKeepTheMarkOfADeletion() {
        assertThat(turns.serializer().serialize("topic", null)).isNull();
        assertThat(turns.deserializer().deserialize("topic", null)).isNull();
    }
}
