package dev.assay.benchmarks;

/**
 * The sizes of a decoder with grouped-query attention and a gated feed-forward part.
 *
 * @param heads of queries
 * @param groups of keys and values
 * @param inner width of the feed-forward part
 */
record DecoderShape(String name, int layers, int width, int heads, int groups, int inner) {

    static final DecoderShape ONE_BILLION = new DecoderShape("1B decoder", 16, 2048, 32, 8, 8192);
    static final DecoderShape TWO_BILLION = new DecoderShape("2B decoder", 24, 2560, 20, 4, 9728);
    static final DecoderShape EIGHT_BILLION = new DecoderShape("8B decoder", 32, 4096, 32, 8, 14_336);

    int headWidth() {
        return width / heads;
    }

    /** Weights of the matrix products of one layer. */
    long layerWeights() {
        long attention = 2L * width * width + 2L * width * groups * headWidth();
        return attention + 3L * width * inner;
    }

    /** Operations for a token in a row of so many; a multiplication and an addition are two. */
    double operationsPerToken(int sequence) {
        double attention = 4.0 * sequence * width;
        return layers * (2.0 * layerWeights() + attention);
    }
}
