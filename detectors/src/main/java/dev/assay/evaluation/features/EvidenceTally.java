package dev.assay.evaluation.features;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.Probe;
import dev.assay.chat.Prompt;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.WeightedProbe;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.ReadTranscript.ReadTurn;
import dev.assay.reader.TurnScores;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one feature is to one detector that shows it, in the texts read. Not thread-safe. */
final class EvidenceTally {

    private static final int TURNS = 64; // that the feature is removed from
    private static final int MOST_TOKENS = 512; // longer turns are not among them

    private final DetectorSpec spec;
    private final Catalogue catalogue;
    private final FeatureHead head;
    private final int index;
    private final Separation separation = new Separation();
    private final Reservoir<FiringTurn> firing;

    /** @param index of the feature in the head */
    EvidenceTally(DetectorSpec spec, Catalogue catalogue, FeatureHead head, int index, long seed) {
        this.spec = spec;
        this.catalogue = catalogue;
        this.head = head;
        this.index = index;
        this.firing = new Reservoir<>(TURNS, seed + index);
    }

    /** @param counted whether the record is one to tell harmful from harmless ones by */
    void add(ReadTranscript read, boolean counted) {
        double largest = 0;
        boolean judged = false;
        for (int i = 0; i < read.turns().size(); i++) {
            ReadTurn turn = read.turns().get(i);
            if (!spec.roles().contains(turn.role())) {
                continue;
            }
            judged = true;
            BitSet fires = new BitSet();
            TurnScores scores = turn.scores();
            for (int token = 0; token < scores.tokens().size(); token++) {
                float value = scores.score(token, head.valueColumn(index));
                fires.set(token, value > 0);
                largest = Math.max(largest, value);
            }
            if (!fires.isEmpty() && scores.tokens().size() <= MOST_TOKENS) {
                Prompt prompt = new Prompt(
                        read.record().messages().subList(0, i),
                        read.record().messages().get(i));
                firing.offer(() -> firing(prompt, scores, fires));
            }
        }
        boolean labelled = read.record().label() != Label.UNLABELLED
                && read.record().category().equals(spec.category());
        if (counted && labelled && judged) {
            separation.add(largest, read.record().label() == Label.POSITIVE);
        }
    }

    private FiringTurn firing(Prompt prompt, TurnScores scores, BitSet fires) {
        double[] logits = new double[scores.tokens().size()];
        Map<String, double[]> projections = new HashMap<>();
        for (WeightedProbe term : spec.probes()) {
            Probe probe = catalogue.probe(term.probe()).orElseThrow();
            double[] projection = new double[logits.length];
            for (int token = 0; token < logits.length; token++) {
                logits[token] += term.weight() * scores.score(token, head.probeColumn(probe.id()));
                projection[token] = scores.score(token, head.projectionColumn(probe.hook(), index));
            }
            projections.put(probe.id(), projection);
        }
        return new FiringTurn(prompt, logits, projections, fires);
    }

    DetectorSpec spec() {
        return spec;
    }

    Separation separation() {
        return separation;
    }

    /** A sample of the turns in which the feature fires. */
    List<FiringTurn> turns() {
        return firing.kept();
    }
}
