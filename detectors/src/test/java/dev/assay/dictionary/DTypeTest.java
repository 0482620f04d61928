package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {

    @Test
    void shouldReadEveryHalfAsItsDefinitionSays() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            // When
            float read = DType.F16.read(buffer().putShort((short) bits).flip());

            // Then
            assertThat((Float) read).as("bits %04x", bits).isEqualTo((Float) halfByDefinition(bits));
        }
    }

    @Test
    void shouldWriteEveryHalfBackAsItWas() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            // Given
            float value = halfByDefinition(bits);

            // When
            short written = write(DType.F16, value).getShort();

            // Then
            assertThat(Float.isNaN(value) || written == (short) bits)
                    .as("bits %04x", bits)
                    .isTrue();
        }
    }

    @Test
    void shouldRoundToTheNearestHalf() {
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            // Given
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(36) - 24));

            // When
            float read = DType.F16.read(write(DType.F16, value));

            // Then
            assertThat(read).as("seed %d, value %s", seed, value).isEqualTo(nearestHalf(value));
        }
    }

    @Test
    void shouldRoundTiesToEven() {
        assertThat(DType.F16.read(write(DType.F16, 2049))).isEqualTo(2048);
        assertThat(DType.F16.read(write(DType.F16, 2051))).isEqualTo(2052);
        assertThat(DType.F16.read(write(DType.F16, 1.5f * 0x1p-24f))).isEqualTo(2 * 0x1p-24f);
        assertThat(DType.BF16.read(write(DType.BF16, 257))).isEqualTo(256);
        assertThat(DType.BF16.read(write(DType.BF16, 259))).isEqualTo(260);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void shouldKeepSignAndNotANumber(DType type) {
        assertThat(type.read(write(type, -0.0f))).isEqualTo(-0.0f);
        assertThat(type.read(write(type, Float.NaN))).isNaN();
        assertThat(type.read(write(type, Float.NEGATIVE_INFINITY))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(type.read(write(type, -1.5f))).isEqualTo(-1.5f);
    }

    @Test
    void shouldOverflowToInfinity() {
        assertThat(DType.F16.read(write(DType.F16, 65519))).isEqualTo(65504);
        assertThat(DType.F16.read(write(DType.F16, 65520))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(DType.F16.read(write(DType.F16, 3e38f))).isEqualTo(Float.POSITIVE_INFINITY);
    }

    private static float nearestHalf(float value) {
        int lower = 0; // bits of the largest half not above |value|
        for (int step = 1 << 14; step > 0; step >>= 1) {
            if (lower + step < 0x7c00 && halfByDefinition(lower + step) <= Math.abs(value)) {
                lower += step;
            }
        }
        double below = Math.abs(value) - (double) halfByDefinition(lower);
        double above = (lower + 1 == 0x7c00 ? 65536.0 : halfByDefinition(lower + 1)) - Math.abs(value);
        boolean up = above < below || (above == below && lower % 2 == 1);
        return Math.copySign(halfByDefinition(up ? lower + 1 : lower), value);
    }

    private static float halfByDefinition(int bits) {
        int exponent = bits / 1024 % 32;
        int fraction = bits % 1024;
        double magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * Math.pow(2, -24);
        } else {
            magnitude = (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
        }
        return (float) (bits >= 0x8000 ? -magnitude : magnitude);
    }

    private static ByteBuffer write(DType type, float value) {
        ByteBuffer buffer = buffer();
        type.write(value, buffer);
        return buffer.flip();
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    }
}
