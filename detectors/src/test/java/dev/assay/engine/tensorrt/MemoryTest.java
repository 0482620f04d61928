package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.DeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** The book-keeping, over a source that hands out names of memory instead of memory. */
class MemoryTest {

    private static final long LIMIT = 1000;

    private final List<Long> allocated = new ArrayList<>();
    private final List<Pointer> live = new ArrayList<>();
    private final Memory memory = new Memory(new Memory.Source() {
        @Override
        public Pointer allocate(long bytes) {
            if (bytes > LIMIT) {
                throw new DeviceMemoryException("no " + bytes + " bytes");
            }
            Pointer pointer = new Pointer();
            allocated.add(bytes);
            live.add(pointer);
            return pointer;
        }

        @Override
        public void free(Pointer pointer) {
            assertThat(live.remove(pointer)).as("freed once").isTrue();
        }
    });

    @Test
    void shouldKeepWhatIsLargeEnoughAndReplaceWhatIsNot() {
        // Given
        long before = Memory.held();

        // When
        Pointer first = memory.atLeast(100);
        Pointer second = memory.atLeast(60);
        memory.atLeast(200);

        // Then
        assertThat(second).isSameAs(first);
        assertThat(allocated).containsExactly(100L, 200L);
        assertThat(live).hasSize(1);
        assertThat(Memory.held() - before).isEqualTo(200);
        memory.close();
    }

    @Test
    void shouldHoldNothingOnceClosed() {
        // Given
        long before = Memory.held();
        memory.atLeast(100);

        // When
        memory.close();
        memory.close();

        // Then
        assertThat(live).isEmpty();
        assertThat(Memory.held()).isEqualTo(before);
    }

    @Test
    void shouldGoOnAfterItAskedForTooMuch() {
        // Given
        long before = Memory.held();
        memory.atLeast(100);

        // When
        assertThatThrownBy(() -> memory.atLeast(LIMIT + 1)).isInstanceOf(DeviceMemoryException.class);

        // Then
        assertThat(live).isEmpty();
        assertThat(Memory.held()).isEqualTo(before);
        memory.atLeast(50);
        assertThat(Memory.held() - before).isEqualTo(50);
        memory.close();
    }
}
