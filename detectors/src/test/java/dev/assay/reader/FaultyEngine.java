package dev.assay.reader;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.TokenBatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real engine with a fault put in before it runs, or into what it returns. */
record FaultyEngine(Engine engine, Consumer<TokenBatch> before, UnaryOperator<float[]> after) implements Engine {

    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public int columns() {
        return engine.columns();
    }

    @Override
    public float[] run(TokenBatch batch) {
        before.accept(batch);
        return after.apply(engine.run(batch));
    }

    @Override
    public void close() {
        // The shared engine stays open for other tests.
    }
}
