package dev.assay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

    @Test
    void shouldKeepEveryHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.fromFloat(value)).as("bits %04x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void shouldRoundToTheNearestHalf() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            // Given a float, and the halves around it
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(30) - 20));
            short half = HalfFloat.fromFloat(value);

            // Then no neighbour is nearer
            double miss = Math.abs((double) value - HalfFloat.toFloat(half));
            for (int step : new int[] {-1, 1}) {
                double neighbour = HalfFloat.toFloat((short) (half + step));
                if ((half & 0x7fff) != 0 && Double.isFinite(neighbour)) {
                    assertThat(miss).as("seed 3, value %s", value).isLessThanOrEqualTo(Math.abs(value - neighbour));
                }
            }
        }
    }

    @Test
    void shouldKeepInfinityAndNotANumber() {
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.POSITIVE_INFINITY)))
                .isInfinite();
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(-70_000f))).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))).isNaN();
    }
}
