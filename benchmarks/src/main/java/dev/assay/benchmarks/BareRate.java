package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.reader.ReaderModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast the bare engine reads some turns, each with its context, in the best of several batchings. */
record BareRate(double turnsPerSecond, double tokensPerSecond) {

    private static final int ROUNDS = 3;

    /** @param directory of the bundle */
    static BareRate measure(Path directory, Workload workload) {
        Bundle bundle = Bundle.load(directory);
        try (ReaderModel model = ReaderModel.load(bundle.reader(), null);
                Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(bundle.head()), EngineOptions.DEFAULT)) {
            List<int[]> rows = CapturingEngine.rows(model, workload.prompts(Config.of(Map.of())));
            BareReader bare = BareReader.fastest(engine, Runtime.getRuntime().availableProcessors(), rows);
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                seconds.add(bare.run().seconds());
            }
            double taken = Statistics.median(seconds);
            BareRate rate = new BareRate(workload.turns().size() / taken, CapturingEngine.tokens(rows) / taken);
            System.out.printf(
                    "bare engine: %.1f turns/s, %,.0f tokens/s, %s%n",
                    rate.turnsPerSecond, rate.tokensPerSecond, bare.batching());
            return rate;
        }
    }

    /** Of this one and one measured later: what else the machine has to do may have changed. */
    BareRate mean(BareRate later) {
        return new BareRate((turnsPerSecond + later.turnsPerSecond) / 2, (tokensPerSecond + later.tokensPerSecond) / 2);
    }
}
