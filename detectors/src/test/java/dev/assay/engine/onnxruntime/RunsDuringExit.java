package dev.assay.engine.onnxruntime;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.SyntheticReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A process that goes on running its engine in a shutdown hook, as a service does that drains before it ends. */
final class RunsDuringExit {

    static final String DRAINED = "drained";

    private RunsDuringExit() {}

    public static void main(String[] args) {
        Engine engine = new OnnxRuntimeEngine(SyntheticReader.fused(), EngineOptions.DEFAULT);
        TokenBatch batch = TokenBatch.of(List.of(new int[200]), 200, 0);
        AtomicBoolean draining = new AtomicBoolean(true);
        List<Thread> callers = Stream.generate(() -> new Thread(() -> {
                    while (draining.get()) {
                        engine.run(batch);
                    }
                }))
                .limit(2)
                .toList();
        callers.forEach(Thread::start);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(engine, batch, draining, callers)));
        System.exit(0);
    }

    private static void drain(Engine engine, TokenBatch batch, AtomicBoolean draining, List<Thread> callers) {
        for (int i = 0; i < 500; i++) {
            engine.run(batch);
        }
        draining.set(false);
        callers.forEach(RunsDuringExit::join);
        engine.close();
        System.out.println(DRAINED);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
