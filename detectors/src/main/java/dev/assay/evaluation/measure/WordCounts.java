package dev.assay.evaluation.measure;

import dev.assay.chat.Message;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often each word and each pair of neighbouring words occurs in a text, under hashed names, so that no text has to be
 * kept. Words that share a bucket by chance are counted together. Immutable.
 */
public final class WordCounts {

    /** Buckets that words and pairs are hashed to. */
    public static final int BUCKETS = 1 << 18;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    private final int[] buckets; // [distinct], ascending
    private final float[] counts; // [distinct]

    private WordCounts(int[] buckets, float[] counts) {
        this.buckets = buckets;
        this.counts = counts;
    }

    /** Of all messages; a pair does not reach from one message into the next. */
    public static WordCounts of(List<Message> messages) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (Message message : messages) {
            Matcher words = WORD.matcher(message.text().toLowerCase(Locale.ROOT));
            int before = 0;
            boolean first = true;
            while (words.find()) {
                int word = words.group().hashCode();
                counts.merge(bucketOf(word), 1, Integer::sum);
                if (!first) {
                    counts.merge(bucketOf(before * 1_000_003 + word), 1, Integer::sum);
                }
                before = word;
                first = false;
            }
        }
        int[] buckets = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] values = new float[buckets.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts.getOrDefault(buckets[i], 0);
        }
        return new WordCounts(buckets, values);
    }

    public int distinct() {
        return buckets.length;
    }

    /** The i-th bucket, of {@link #distinct}; ascending. */
    public int bucketAt(int i) {
        return buckets[i];
    }

    /** How often the words of the i-th bucket occur. */
    public float count(int i) {
        return counts[i];
    }

    private static int bucketOf(int hash) {
        int mixed = hash * 0x9E3779B1;
        return (mixed ^ (mixed >>> 15)) & (BUCKETS - 1);
    }
}
