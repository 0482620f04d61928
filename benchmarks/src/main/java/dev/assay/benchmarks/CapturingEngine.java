package dev.assay.benchmarks;

import dev.assay.chat.Prompt;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.TokenBatch;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.ReaderModel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs nothing: writes down the rows it is given, without their padding, and scores every token 0. */
final class CapturingEngine implements Engine {

    private static final int COLUMNS = 1;

    private final Queue<int[]> rows = new ConcurrentLinkedQueue<>();

    private CapturingEngine() {}

    /** The rows that the reader makes of the prompts, so that an engine can be run on exactly the same tokens. */
    static List<int[]> rows(ReaderModel model, List<Prompt> prompts) {
        CapturingEngine engine = new CapturingEngine();
        try (BatchedReader reader = new BatchedReader(model, engine, BatchingOptions.cpu(), BatchListener.NONE)) {
            prompts.stream().map(reader::read).toList().forEach(CompletableFuture::join);
        }
        return List.copyOf(engine.rows);
    }

    static long tokens(List<int[]> rows) {
        return rows.stream().mapToLong(row -> row.length).sum();
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("capturing", "1", "none", "none");
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public float[] run(TokenBatch batch) {
        for (int row = 0; row < batch.rows(); row++) {
            int from = row * batch.sequence();
            int length = 0;
            while (length < batch.sequence() && batch.mask()[from + length] == 1) {
                length++;
            }
            int[] ids = new int[length];
            for (int i = 0; i < length; i++) {
                ids[i] = Math.toIntExact(batch.ids()[from + i]);
            }
            rows.add(ids);
        }
        return new float[batch.rows() * batch.sequence() * COLUMNS];
    }

    @Override
    public void close() {}
}
