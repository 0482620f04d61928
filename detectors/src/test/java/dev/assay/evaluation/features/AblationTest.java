package dev.assay.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.catalogue.Probe;
import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.chat.Role;
import dev.assay.detector.Pooling;
import dev.assay.dictionary.Activation;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.HookPoint;
import dev.assay.reader.DefaultReader;
import dev.assay.reader.RealReader;
import dev.assay.reader.SplitReading;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AblationTest {

    private static final HookPoint HOOK = new HookPoint(1);
    private static final int D_MODEL = DefaultReader.SPEC.dModel();
    private static final int FEATURES = 200;
    private static final int[] CONTROLS = IntStream.range(2, FEATURES).toArray();
    private static final Prompt PROMPT = new Prompt(
            List.of(), new Message(Role.USER, "Please send the money for the fee today, or the parcel is lost."));

    private final Dictionary dictionary = dictionary();
    private final Probe probe = new Probe("along-feature-0", HOOK, dictionary.direction(0), 0.5f);

    @Test
    void shouldCallAFeatureCausalIfTheProbeReadsItsDirection() {
        // Given two turns; the feature fires at all tokens but the first
        List<FiringTurn> turns = List.of(turn(3, 2, 1), turn(2, 1));
        List<Ablation.Term> terms = List.of(new Ablation.Term(2, new LinearFalls(dictionary, probe, turns, 0.5)));

        // When
        Causality along = Ablation.measure(turns, new Pooling.Mean(), terms, 0, CONTROLS);
        Causality across = Ablation.measure(turns, new Pooling.Mean(), terms, 1, CONTROLS);

        // Then twice 0, 1.5 and 0.5 of three tokens, twice 0 and 0.5 of two, times the norm of the probe
        double norm = Math.sqrt(Directions.dot(probe.weight(), 0, probe.weight(), 0, D_MODEL));
        assertThat(along.turns()).isEqualTo(2);
        assertThat(along.effect()).isCloseTo(norm * (2 * 2.0 / 3 + 2 * 0.5 / 2) / 2, within(1e-6 * norm));
        assertThat(Math.abs(along.control())).isLessThan(0.1 * along.effect());
        assertThat(along.pValue()).isCloseTo(1.0 / (CONTROLS.length + 1), within(1e-12));
        assertThat(along.causal()).isTrue();
        assertThat(across.causal()).isFalse();
        assertThat(across.pValue()).isGreaterThan(0.01);
    }

    @Test
    void shouldComeToTheSameBySplicingWhereNoLayerLiesBetween() {
        // Given a turn of the real reader, and its mean residual
        SplitReading reading = new SplitReading(RealReader.model(), HOOK, List.of(PROMPT));
        int[] positions = reading.turn(0);
        float[] residuals = reading.residuals();
        float[] unit = Directions.of(dictionary, 0);
        double[] projections = new double[positions.length];
        float[] mean = new float[D_MODEL];
        BitSet fires = new BitSet();
        for (int token = 0; token < positions.length; token++) {
            projections[token] = Directions.dot(residuals, positions[token] * D_MODEL, unit, 0, D_MODEL);
            fires.set(token, token % 3 == 1);
            for (int i = 0; i < D_MODEL; i++) {
                mean[i] += residuals[positions[token] * D_MODEL + i] / positions.length;
            }
        }
        List<FiringTurn> turns =
                List.of(new FiringTurn(PROMPT, new double[positions.length], Map.of(probe.id(), projections), fires));

        // When
        double[][] linear =
                new LinearFalls(dictionary, probe, turns, Directions.dot(mean, 0, unit, 0, D_MODEL)).along(0);
        double[][] spliced = new SplicedFalls(dictionary, 0, probe, turns, mean, RealReader.model()).along(0);

        // Then
        for (int token = 0; token < positions.length; token++) {
            assertThat(spliced[0][token]).as("token %d", token).isCloseTo(linear[0][token], within(1e-4));
            assertThat(linear[0][token] == 0).as("token %d", token).isEqualTo(token % 3 != 1);
        }
    }

    @Test
    void shouldReadOnToADeeperProbe() {
        // Given a probe two layers deeper, and a feature that fires at one token
        Probe deeper = new Probe("deeper", new HookPoint(3), dictionary.direction(5), 0);
        BitSet fires = new BitSet();
        fires.set(4);
        List<FiringTurn> turns = List.of(new FiringTurn(PROMPT, new double[0], Map.of(), fires));

        // When
        double[][] falls =
                new SplicedFalls(dictionary, 0, deeper, turns, new float[D_MODEL], RealReader.model()).along(0);

        // Then the other tokens, which look at that one, change too
        assertThat(falls[0][4]).isNotZero();
        assertThat(falls[0][3]).isNotZero();
    }

    /** The feature fires at all tokens but the first; its direction's part of the residual is 0 there, then as given. */
    private FiringTurn turn(int tokens, double... parts) {
        double[] projections = new double[tokens];
        System.arraycopy(parts, 0, projections, 1, parts.length);
        BitSet fires = new BitSet();
        fires.set(1, 1 + parts.length);
        return new FiringTurn(PROMPT, new double[tokens], Map.of(probe.id(), projections), fires);
    }

    private static Dictionary dictionary() {
        Random random = new Random(4);
        float[] weight = new float[FEATURES * D_MODEL];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (random.nextGaussian() * 0.05);
        }
        return new Dictionary(
                HOOK, weight, new float[FEATURES], weight, new float[D_MODEL], new Activation.Relu(), false);
    }
}
