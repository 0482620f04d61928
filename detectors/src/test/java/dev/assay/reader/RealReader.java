package dev.assay.reader;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The default reader and one engine with a seeded head, loaded once for all tests of the process. */
public final class RealReader {

    private static final HookPoint HOOK = new HookPoint(2);

    private static @Nullable ReaderModel model;
    private static @Nullable Engine engine;

    private RealReader() {}

    public static synchronized ReaderModel model() {
        if (model == null) {
            model = ReaderModel.load(DefaultReader.SPEC, null);
        }
        return model;
    }

    /** Runs three layers with {@link #head} of 5 features and 3 probes. */
    public static synchronized Engine engine() {
        if (engine == null) {
            engine = Engines.open(EngineChoice.AUTO, model().fuse(head(HOOK, 5, 3, 11)), EngineOptions.DEFAULT);
        }
        return engine;
    }

    /** Probes first, then features, both with seeded weights. */
    public static Head head(HookPoint hook, int features, int probes, long seed) {
        Random random = new Random(seed);
        int dModel = DefaultReader.SPEC.dModel();
        Tap linear = new Tap.Linear(hook, gaussian(random, dModel * probes), gaussian(random, probes));
        Tap jumpRelu = new Tap.JumpRelu(
                hook, gaussian(random, dModel * features), gaussian(random, features), gaussian(random, features));
        return new Head(List.of(linear, jumpRelu));
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * 0.1);
        }
        return values;
    }
}
