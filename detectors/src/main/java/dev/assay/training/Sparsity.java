package dev.assay.training;

import java.util.stream.IntStream;

/**
 * Which activations of a batch are kept, and what they cost besides the reconstruction error: the cost of a token is the
 * price times the sum of its activations. Decoder rows have norm 1, so activations cannot be made small at no cost.
 */
sealed interface Sparsity {

    /** @param activations {@code [tokens, size]}, none negative */
    SparseCode keep(float[] activations, int tokens, int size);

    /** The price at this step; 0 where the number of activations is fixed. */
    float price(DictionaryState state, SparseCode kept);

    static Sparsity of(DictionaryOptions options) {
        return switch (options.kind()) {
            case BATCH_TOP_K -> new OfBatch(options.k());
            case TOP_K -> new OfToken(options.k());
            case RELU_L1 -> new Priced(options);
        };
    }

    /** {@link BatchTopK}. */
    record OfBatch(int k) implements Sparsity {
        @Override
        public SparseCode keep(float[] activations, int tokens, int size) {
            float smallest = BatchTopK.threshold(activations, tokens * size, (long) k * tokens);
            return BatchTopK.keep(activations, tokens, size, smallest);
        }

        @Override
        public float price(DictionaryState state, SparseCode kept) {
            return 0;
        }
    }

    /**
     * The {@code k} largest positive activations of each token; the lower index wins a tie.
     *
     * <p>Source: Gao et al., "Scaling and evaluating sparse autoencoders", 2024.
     */
    record OfToken(int k) implements Sparsity {
        @Override
        public SparseCode keep(float[] activations, int tokens, int size) {
            int[][] features = new int[tokens][];
            float[][] values = new float[tokens][];
            IntStream.range(0, tokens).parallel().forEach(token -> {
                int row = token * size;
                float smallest = smallestKept(activations, row, size);
                int[] kept = IntStream.concat(
                                IntStream.range(0, size).filter(feature -> activations[row + feature] > smallest),
                                IntStream.range(0, size).filter(feature -> activations[row + feature] == smallest))
                        .limit(k)
                        .sorted()
                        .toArray();
                features[token] = kept;
                values[token] = new float[kept.length];
                for (int i = 0; i < kept.length; i++) {
                    values[token][i] = activations[row + kept[i]];
                }
            });
            return SparseCode.ofRows(features, values);
        }

        /** The k-th largest positive value, or the smallest positive one where there are fewer. */
        private float smallestKept(float[] activations, int row, int size) {
            float[] largest = new float[k]; // descending; 0 where there is none yet
            for (int i = row; i < row + size; i++) {
                float value = activations[i];
                if (value > largest[k - 1]) {
                    int place = k - 1;
                    while (place > 0 && largest[place - 1] < value) {
                        largest[place] = largest[place - 1];
                        place--;
                    }
                    largest[place] = value;
                }
            }
            int last = k - 1;
            while (last > 0 && largest[last] == 0) {
                last--;
            }
            return largest[last] > 0 ? largest[last] : Float.POSITIVE_INFINITY;
        }

        @Override
        public float price(DictionaryState state, SparseCode kept) {
            return 0;
        }
    }

    /**
     * Every positive activation, at a price that rises while more than {@code goal} of a token are kept and falls while
     * fewer are. The goal comes down to k over the first part of the training, so that the price need not overshoot.
     *
     * <p>Source of the cost: Bricken et al., "Towards Monosemanticity", 2023.
     */
    record Priced(DictionaryOptions options) implements Sparsity {

        private static final float FIRST_PRICE = 0.03f;

        /** Change of the price's logarithm at a step, for each unit of the logarithm of the excess. */
        private static final double MOVE = 0.03;

        /** Share of the steps until the goal is k. */
        private static final double DESCENT = 0.1;

        @Override
        public SparseCode keep(float[] activations, int tokens, int size) {
            return BatchTopK.keep(activations, tokens, size, Float.MIN_VALUE);
        }

        @Override
        public float price(DictionaryState state, SparseCode kept) {
            double descended = Math.min(1, state.step / Math.max(1, DESCENT * options.steps()));
            double dense = options.size() / 2.0; // what random features keep
            double goal = Math.max(options.k(), dense * Math.pow(options.k() / dense, descended));
            double excess = Math.log(Math.max(1.0 * kept.entries() / kept.tokens(), 1) / goal);
            float before = state.price[0] == 0 ? FIRST_PRICE : state.price[0];
            state.price[0] = (float) (before * Math.exp(MOVE * excess));
            return state.price[0];
        }
    }
}
