package dev.assay.dictionary;

import java.nio.ByteBuffer;

/** How a number is stored in a Safetensors file; we compute in float32 whatever it is. */
public enum DType {
    F32(4) {
        @Override
        float read(ByteBuffer from) {
            return from.getFloat();
        }

        @Override
        void write(float value, ByteBuffer to) {
            to.putFloat(value);
        }
    },

    /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
    F16(2) {
        @Override
        float read(ByteBuffer from) {
            int bits = from.getShort();
            int sign = (bits & 0x8000) << 16;
            int exponent = (bits >> 10) & 0x1f;
            int fraction = bits & 0x3ff;
            if (exponent == 0) {
                float magnitude = fraction * 0x1p-24f;
                return sign == 0 ? magnitude : -magnitude;
            }
            int widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
            return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
        }

        @Override
        void write(float value, ByteBuffer to) {
            int bits = Float.floatToIntBits(value);
            int sign = (bits >>> 16) & 0x8000;
            float magnitude = Math.abs(value);
            if (magnitude < 0x1p-14f) { // subnormal: a multiple of 2^-24
                to.putShort((short) (sign | (int) Math.rint(magnitude * 0x1p24)));
                return;
            }
            int rounded = halfToEven(bits & 0x7fffffff, 13);
            int half = Float.isNaN(value) ? 0x7e00 : Math.min(rounded - ((127 - 15) << 10), 0x7c00);
            to.putShort((short) (sign | half));
        }
    },

    /** The upper half of a float32. */
    BF16(2) {
        @Override
        float read(ByteBuffer from) {
            return Float.intBitsToFloat(from.getShort() << 16);
        }

        @Override
        void write(float value, ByteBuffer to) {
            int bits = Float.floatToIntBits(value);
            to.putShort((short)
                    (Float.isNaN(value) ? 0x7fc0 : ((bits >>> 16) & 0x8000) | halfToEven(bits & 0x7fffffff, 16)));
        }
    };

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Reads the next number of a little-endian buffer. */
    abstract float read(ByteBuffer from);

    /** Appends {@code value}, rounded to nearest, ties to even; infinite if it is too large. */
    abstract void write(float value, ByteBuffer to);

    /** Drops {@code dropped} low bits of a magnitude. */
    private static int halfToEven(int magnitude, int dropped) {
        int half = (1 << (dropped - 1)) - 1;
        return (magnitude + half + ((magnitude >>> dropped) & 1)) >>> dropped;
    }
}
