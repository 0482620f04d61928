package dev.assay.training;

import dev.assay.graph.HookPoint;
import java.util.List;

/**
 * What is read and kept.
 *
 * @param hooks where mean residuals of turns are kept
 * @param dictionaryHook where residuals of single tokens are kept; one of {@code hooks}
 * @param labelledPerSubset most records of each subset and label
 * @param unlabelledPerSubset most unlabelled records of each subset
 * @param turnsPerRecord later turns of a record are not read
 * @param tokensPerRecord once this many tokens of a record were read, its later turns are not
 * @param charactersPerTurn the rest of a longer turn is not read
 * @param sampledTokens residuals kept of each record, chosen at random
 * @param seed of every choice
 */
public record HarvestOptions(
        List<HookPoint> hooks,
        HookPoint dictionaryHook,
        int labelledPerSubset,
        int unlabelledPerSubset,
        int turnsPerRecord,
        int tokensPerRecord,
        int charactersPerTurn,
        int sampledTokens,
        long seed) {

    public HarvestOptions {
        hooks = hooks.stream().sorted().toList();
        requireAtLeastOne("labelledPerSubset", labelledPerSubset);
        requireAtLeastOne("unlabelledPerSubset", unlabelledPerSubset);
        requireAtLeastOne("turnsPerRecord", turnsPerRecord);
        requireAtLeastOne("tokensPerRecord", tokensPerRecord);
        requireAtLeastOne("charactersPerTurn", charactersPerTurn);
        requireAtLeastOne("sampledTokens", sampledTokens);
        if (!hooks.contains(dictionaryHook)) {
            throw new IllegalArgumentException(
                    "dictionaryHook is " + dictionaryHook + "; expected one of the harvested hooks " + hooks);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
        }
    }
}
