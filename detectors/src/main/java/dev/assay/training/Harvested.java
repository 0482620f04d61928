package dev.assay.training;

import dev.assay.detector.TokenBlocks;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A finished harvest: small things in memory, mean residuals of token blocks loaded by hook point, token residuals mapped from files. */
public final class Harvested {

    private final List<HarvestPart> parts;
    private final List<HookPoint> hooks;
    private final int dModel;
    private final List<HarvestedRecord> records = new ArrayList<>();
    private final List<HarvestedTurn> turns = new ArrayList<>();
    private final List<SampledToken> sampled = new ArrayList<>();
    private final List<Integer> firstBlocks = new ArrayList<>(List.of(0)); // [turns + 1]
    private final List<Integer> sampledInPart = new ArrayList<>();
    private final Map<Integer, String> words = new TreeMap<>();

    private Harvested(List<HarvestPart> parts, List<HookPoint> hooks, int dModel) {
        this.parts = List.copyOf(parts);
        this.hooks = hooks;
        this.dModel = dModel;
    }

    static Harvested open(List<HarvestPart> parts, HarvestOptions options, int dModel) throws IOException {
        Harvested harvested = new Harvested(parts, options.hooks(), dModel);
        for (HarvestPart part : parts) {
            harvested.add(part.readIndex());
        }
        return harvested;
    }

    private void add(HarvestPart.Index index) {
        int firstRecord = records.size();
        records.addAll(index.records());
        for (HarvestedTurn turn : index.turns()) {
            turns.add(new HarvestedTurn(firstRecord + turn.record(), turn.index(), turn.role(), turn.tokens()));
            firstBlocks.add(firstBlocks.get(firstBlocks.size() - 1) + turn.blocks());
        }
        for (SampledToken token : index.sampled()) {
            sampled.add(new SampledToken(firstRecord + token.record(), token.tokenId()));
        }
        sampledInPart.add(index.sampled().size());
        index.words().forEach(words::putIfAbsent);
    }

    public int dModel() {
        return dModel;
    }

    public List<HookPoint> hooks() {
        return hooks;
    }

    public List<HarvestedRecord> records() {
        return Collections.unmodifiableList(records);
    }

    /** In the order of the records and their turns. */
    public List<HarvestedTurn> turns() {
        return Collections.unmodifiableList(turns);
    }

    /** Lower-case text of the single-word tokens that were seen, by token id. */
    public Map<Integer, String> words() {
        return Collections.unmodifiableMap(words);
    }

    /** Mean residuals of all turns at one hook point: {@code [turns, dModel]}. */
    public float[] means(HookPoint hook) throws IOException {
        return meansOf(blocks(hook));
    }

    /** @param blocks {@link #blocks}, {@code [blocks, dModel]} */
    float[] meansOf(float[] blocks) {
        float[] means = new float[turns.size() * dModel];
        double[] sum = new double[dModel];
        int block = 0;
        for (int turn = 0; turn < turns.size(); turn++) {
            int tokens = turns.get(turn).tokens();
            Arrays.fill(sum, 0);
            for (int i = 0; i < TokenBlocks.count(tokens); i++, block++) {
                int length = TokenBlocks.length(tokens, i);
                for (int column = 0; column < dModel; column++) {
                    sum[column] += (double) length * blocks[block * dModel + column];
                }
            }
            for (int column = 0; column < dModel; column++) {
                means[turn * dModel + column] = (float) (sum[column] / tokens);
            }
        }
        return means;
    }

    /** Mean residuals of the blocks of all turns at one hook point, turn by turn: {@code [blocks, dModel]}. */
    public float[] blocks(HookPoint hook) throws IOException {
        int column = hooks.indexOf(hook);
        if (column < 0) {
            throw new IllegalArgumentException("hook is " + hook + "; expected one of the harvested hooks " + hooks);
        }
        float[] blocks = new float[Math.multiplyExact(firstBlock(turns.size()), dModel)];
        int filled = 0;
        for (HarvestPart part : parts) {
            float[] of = part.readBlocks(column, dModel);
            System.arraycopy(of, 0, blocks, filled, of.length);
            filled += of.length;
        }
        return blocks;
    }

    /** The row of {@link #blocks} with a turn's first block; for the number of turns, the number of rows. */
    int firstBlock(int turn) {
        return firstBlocks.get(turn);
    }

    /** Sampled token residuals at the dictionary's hook point, in record order. */
    public MappedTokenRows tokenRows() throws IOException {
        return MappedTokenRows.open(parts.stream().map(part -> part.tokens).toList(), sampledInPart, dModel);
    }

    /** What each row of {@link #tokenRows} is. */
    public List<SampledToken> sampledTokens() {
        return Collections.unmodifiableList(sampled);
    }

    /** Rows of {@link #tokenRows} that come from the first {@code count} parts: other records than the rest. */
    int rowsOfFirstParts(int count) {
        return sampledInPart.stream().limit(count).mapToInt(Integer::intValue).sum();
    }

    int partCount() {
        return parts.size();
    }
}
