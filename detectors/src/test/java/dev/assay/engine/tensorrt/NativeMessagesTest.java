package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.bytedeco.tensorrt.nvinfer.ILogger.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativeMessagesTest {

    private final NativeMessages messages = new NativeMessages();

    @ParameterizedTest
    @EnumSource(
            value = Severity.class,
            names = {"kERROR", "kINTERNAL_ERROR"})
    void shouldKeepErrorsUntilTheyAreTaken(Severity severity) throws ReflectiveOperationException {
        // When
        messages.add(asThePresetsGiveIt(severity), "out of memory");
        messages.add(asThePresetsGiveIt(severity), "giving up");

        // Then
        assertThat(messages.takeErrors()).isEqualTo("out of memory; giving up");
        assertThat(messages.takeErrors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Severity.class,
            names = {"kWARNING", "kINFO", "kVERBOSE"})
    void shouldNotTakeForAnErrorWhatIsNone(Severity severity) throws ReflectiveOperationException {
        // When
        messages.add(asThePresetsGiveIt(severity), "a tactic needs much memory");

        // Then
        assertThat(messages.takeErrors()).isEmpty();
    }

    @Test
    void shouldLeaveTheErrorsOfAnotherThreadToIt() throws InterruptedException {
        // Given
        messages.add(Severity.kERROR, "mine");
        Thread other = new Thread(() -> messages.add(Severity.kERROR, "of another batch"));
        other.start();
        other.join();

        // When / Then
        assertThat(messages.takeErrors()).isEqualTo("mine");
    }

    @Test
    void shouldForgetTheOldestOfManyErrors() {
        // When
        for (int i = 0; i < 100; i++) {
            messages.add(Severity.kERROR, "error " + i);
        }

        // Then
        assertThat(messages.takeErrors()).endsWith("error 99").doesNotContain("error 30;");
    }

    /** The presets do not pass the constants to a callback but new objects with the same value and no name. */
    private static Severity asThePresetsGiveIt(Severity severity) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field only = unsafe.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        Severity copy =
                (Severity) unsafe.getMethod("allocateInstance", Class.class).invoke(only.get(null), Severity.class);
        Field value = Severity.class.getDeclaredField("value");
        value.setAccessible(true);
        value.setInt(copy, severity.value);
        assertThat((Object) copy).isNotSameAs(severity);
        return copy;
    }
}
