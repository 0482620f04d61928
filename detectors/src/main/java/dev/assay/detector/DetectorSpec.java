package dev.assay.detector;

import static java.util.Objects.requireNonNull;

import dev.assay.catalogue.Identifier;
import dev.assay.chat.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that defines a detector, as a bundle stores it.
 *
 * @param id an {@link Identifier}, unique in its bundle
 * @param category what it looks for, an {@link Identifier}, e.g. {@code scam}
 * @param roles whose turns it judges; it abstains on, and forgets, all others
 * @param probes summed, weighted, to the logit of a token; usually one with weight 1
 * @param pooling token logits to turn logit
 * @param passage how the strongest part of a turn is judged besides the whole; null if it is not
 * @param minTokens fewer are too little to judge
 * @param prior tokens of logit 0 that every turn and conversation is taken to start with, so that little text says little
 * @param forgetting what the memory of earlier turns is multiplied by at each turn, in [0, 1]
 * @param turnCalibration turn logit to probability
 * @param conversationCalibration conversation logit to probability
 * @param combination of the turn's, its strongest passage's and the conversation's probabilities to its score
 * @param threshold a score of at least this is flagged; in (0, 1]
 * @param evidenceFeatures dictionary features shown as evidence, each in the catalogue
 */
public record DetectorSpec(
        String id,
        String category,
        Severity severity,
        Mode mode,
        Set<Role> roles,
        List<WeightedProbe> probes,
        Pooling pooling,
        @Nullable Passage passage,
        int minTokens,
        double prior,
        double forgetting,
        Calibration turnCalibration,
        Calibration conversationCalibration,
        Combination combination,
        double threshold,
        List<Integer> evidenceFeatures) {

    public DetectorSpec {
        Identifier.require("detector id", id);
        Identifier.require("detector category", category);
        requireNonNull(severity, "severity");
        requireNonNull(mode, "mode");
        requireNonNull(pooling, "pooling");
        requireNonNull(turnCalibration, "turnCalibration");
        requireNonNull(conversationCalibration, "conversationCalibration");
        requireNonNull(combination, "combination");
        require(!roles.isEmpty(), id, "roles", roles, "at least one");
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
        probes = List.copyOf(probes);
        evidenceFeatures = List.copyOf(evidenceFeatures);
        require(!probes.isEmpty(), id, "probes", probes, "at least one");
        require(minTokens >= 1, id, "minTokens", minTokens, "at least 1");
        require(prior >= 0 && Double.isFinite(prior), id, "prior", prior, "a finite number of tokens, 0 or more");
        require(forgetting >= 0 && forgetting <= 1, id, "forgetting", forgetting, "0 to 1");
        require(threshold > 0 && threshold <= 1, id, "threshold", threshold, "above 0 and at most 1");
        require(
                evidenceFeatures.stream().distinct().count() == evidenceFeatures.size(),
                id,
                "evidenceFeatures",
                evidenceFeatures,
                "each feature once");
    }

    /** One that judges turns and conversations as a whole only, by the larger of their probabilities. */
    public DetectorSpec(
            String id,
            String category,
            Severity severity,
            Mode mode,
            Set<Role> roles,
            List<WeightedProbe> probes,
            Pooling pooling,
            int minTokens,
            double prior,
            double forgetting,
            Calibration turnCalibration,
            Calibration conversationCalibration,
            double threshold,
            List<Integer> evidenceFeatures) {
        this(
                id,
                category,
                severity,
                mode,
                roles,
                probes,
                pooling,
                null,
                minTokens,
                prior,
                forgetting,
                turnCalibration,
                conversationCalibration,
                new Combination.Largest(),
                threshold,
                evidenceFeatures);
    }

    private static void require(boolean holds, String id, String name, Object value, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException(
                    name + " of detector '" + id + "' is " + value + "; expected " + expectation);
        }
    }
}
