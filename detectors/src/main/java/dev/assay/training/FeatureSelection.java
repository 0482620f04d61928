package dev.assay.training;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.catalogue.Probe;
import dev.assay.dictionary.Dictionary;
import dev.assay.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Chooses the dictionary features that explain a detector: those whose mean value over a record's sampled tokens best
 * tells positive records from negative ones, on average over the positives' subsets, that fire often enough and, at the
 * probe's own hook point, do not point against the probe.
 *
 * <p>Labels are generated from the words a feature is strongest at and are unconfirmed: nobody read the texts.
 */
final class FeatureSelection {

    private static final int RECORDS_PER_SUBSET = 300;
    private static final double LEAST_FIRING = 0.002;
    private static final int LEAST_WORD_COUNT = 20;
    private static final Pattern LABEL_WORD = Pattern.compile("[a-z]{3,}");
    private static final int LABEL_WORDS = 4;
    private static final int REFERENCE_ROWS = 200_000;

    private final Harvested harvested;
    private final TokenRows rows;
    private final Dictionary dictionary;
    private final MatrixProduct product;
    private final int[] firstRow; // [records + 1]

    FeatureSelection(Harvested harvested, TokenRows rows, Dictionary dictionary, MatrixProduct product) {
        this.harvested = harvested;
        this.rows = rows;
        this.dictionary = dictionary;
        this.product = product;
        this.firstRow = new int[harvested.records().size() + 1];
        harvested.sampledTokens().forEach(token -> firstRow[token.record() + 1]++);
        Arrays.parallelPrefix(firstRow, Integer::sum);
    }

    /** @param auroc mean over the positives' subsets */
    record Chosen(int feature, double auroc) {}

    /** The best {@code count} features for the examples of one detector, best first. */
    List<Chosen> choose(List<Example> examples, Probe probe, ProbeRows probeRows, int count) {
        List<Example> capped = probeRows.capped(examples, RECORDS_PER_SUBSET).stream()
                .filter(example -> firstRow[example.record()] < firstRow[example.record() + 1])
                .toList();
        int size = dictionary.size();
        int[] chosen = capped.stream()
                .flatMapToInt(example -> IntStream.range(firstRow[example.record()], firstRow[example.record() + 1]))
                .toArray();
        Map<Integer, float[]> sums = new HashMap<>(); // by record, each [size]
        long[] fired = new long[size];
        List<SampledToken> tokens = harvested.sampledTokens();
        new FeatureScan(dictionary, IntStream.range(0, size).toArray(), rows, product)
                .scan(chosen, (row, values, offset) -> {
                    float[] sum = sums.computeIfAbsent(tokens.get(row).record(), key -> new float[size]);
                    for (int feature = 0; feature < size; feature++) {
                        sum[feature] += values[offset + feature];
                        fired[feature] += values[offset + feature] > 0 ? 1 : 0;
                    }
                });
        float[][] means = capped.stream()
                .map(example -> mean(sums.getOrDefault(example.record(), new float[size]), example.record()))
                .toArray(float[][]::new); // [examples][size]
        long fewest = (long) Math.ceil(LEAST_FIRING * chosen.length);
        float[] decoder = dictionary.decoderWeight(); // [size, dModel]
        float[] direction = probe.weight(); // [dModel]
        boolean comparable = probe.hook().equals(dictionary.hook());
        return IntStream.range(0, size)
                .filter(feature -> fired[feature] >= fewest)
                .filter(feature -> !comparable
                        || Vectors.dot(decoder, feature * direction.length, direction, 0, direction.length) > 0)
                .parallel()
                .mapToObj(feature -> new Chosen(feature, auroc(capped, means, feature)))
                .sorted(Comparator.comparingDouble(Chosen::auroc).reversed().thenComparingInt(Chosen::feature))
                .limit(count)
                .toList();
    }

    private float[] mean(float[] sums, int record) {
        int tokens = firstRow[record + 1] - firstRow[record];
        float[] mean = sums.clone();
        for (int feature = 0; feature < mean.length; feature++) {
            mean[feature] /= tokens;
        }
        return mean;
    }

    private static double auroc(List<Example> examples, float[][] means, int feature) {
        double[] negatives = IntStream.range(0, means.length)
                .filter(i -> !examples.get(i).positive())
                .mapToDouble(i -> means[i][feature])
                .toArray();
        Map<String, List<Double>> positives = new TreeMap<>();
        for (int i = 0; i < means.length; i++) {
            if (examples.get(i).positive()) {
                positives
                        .computeIfAbsent(examples.get(i).subset(), key -> new ArrayList<>())
                        .add((double) means[i][feature]);
            }
        }
        return positives.values().stream()
                .mapToDouble(of -> Metrics.auroc(
                        of.stream().mapToDouble(Double::doubleValue).toArray(), negatives))
                .average()
                .orElse(0);
    }

    /** Entries for features chosen under the given categories, with references measured over all sampled texts. */
    List<CatalogueEntry> describe(Map<Integer, String> categories) {
        int[] features = new TreeSet<>(categories.keySet())
                .stream().mapToInt(Integer::intValue).toArray();
        int measured = Math.min(rows.rows(), REFERENCE_ROWS);
        List<List<Float>> fired = new ArrayList<>();
        List<Map<Integer, WordSum>> words = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            fired.add(new ArrayList<>());
            words.add(new HashMap<>());
        }
        List<SampledToken> tokens = harvested.sampledTokens();
        new FeatureScan(dictionary, features, rows, product)
                .scan(IntStream.range(0, measured).toArray(), (row, values, offset) -> {
                    int token = tokens.get(row).tokenId();
                    for (int i = 0; i < features.length; i++) {
                        float value = values[offset + i];
                        words.get(i)
                                .computeIfAbsent(token, key -> new WordSum())
                                .add(value);
                        if (value > 0) {
                            fired.get(i).add(value);
                        }
                    }
                });
        List<CatalogueEntry> entries = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            String category = categories.getOrDefault(features[i], "general");
            String top = topWords(words.get(i));
            entries.add(new CatalogueEntry(
                    features[i],
                    category + " feature " + features[i] + (top.isEmpty() ? "" : ": " + top),
                    "Label generated from the words at which the feature is strongest; nobody has confirmed it.",
                    category,
                    CatalogueEntry.Status.UNCONFIRMED,
                    reference(fired.get(i), measured)));
        }
        return entries;
    }

    private String topWords(Map<Integer, WordSum> sums) {
        Map<Integer, String> words = harvested.words();
        return sums.entrySet().stream()
                .filter(entry -> entry.getValue().count >= LEAST_WORD_COUNT && entry.getValue().sum > 0)
                .filter(entry -> LABEL_WORD
                        .matcher(words.getOrDefault(entry.getKey(), ""))
                        .matches())
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, WordSum> entry) ->
                                -entry.getValue().weight())
                        .thenComparing(Map.Entry::getKey))
                .limit(LABEL_WORDS)
                .map(entry -> words.getOrDefault(entry.getKey(), ""))
                .collect(Collectors.joining(", "));
    }

    private static FeatureReference reference(Collection<Float> fired, int tokens) {
        if (fired.isEmpty()) {
            return new FeatureReference(0, 0, 1);
        }
        double[] sorted =
                fired.stream().mapToDouble(Float::doubleValue).sorted().toArray();
        return new FeatureReference(
                (double) sorted.length / tokens, sorted[sorted.length / 2], sorted[(int) (0.99 * (sorted.length - 1))]);
    }

    private static final class WordSum {
        private int count;
        private double sum;

        void add(float value) {
            count++;
            sum += value;
        }

        /** Mean times root of count: a word that is strong by chance in few places ranks below one that always is. */
        double weight() {
            return sum / Math.sqrt(count);
        }
    }
}
