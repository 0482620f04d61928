package dev.assay.graph;

/** IEEE 754 binary16, the format of stored residuals and of fp16 graphs. Pure functions. */
public final class HalfFloat {

    private HalfFloat() {}

    /** Rounds to nearest, ties to even; beyond the range becomes infinity, below it zero or a subnormal. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= 0x7f800000) {
            return (short) (sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00));
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // Adding 0.5 aligns the subnormal's last bit with the float's last bit and rounds on the way.
            float aligned = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | (Float.floatToRawIntBits(aligned) - Float.floatToRawIntBits(0.5f)));
        }
        int odd = (magnitude >>> 13) & 1;
        return (short) (sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13));
    }

    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int magnitude = half & 0x7fff;
        if (magnitude >= 0x7c00) {
            return Float.intBitsToFloat(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
        }
        if (magnitude < 0x400) {
            float value = magnitude * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | ((magnitude << 13) + 0x38000000));
    }
}
