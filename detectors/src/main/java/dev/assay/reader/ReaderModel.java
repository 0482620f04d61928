package dev.assay.reader;

import dev.assay.graph.FusedGraph;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.graph.OnnxGraph;
import dev.assay.graph.Tap;
import dev.assay.token.NormalizingTokenizer;
import dev.assay.token.Tokenizer;
import dev.assay.token.WordPieceTokenizer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader's verified files: its tokenizer, and its graph to be fused with heads. Thread-safe.
 *
 * <p>The graph is read anew for each head and not kept: it is as large as the model.
 */
public final class ReaderModel implements AutoCloseable {

    private final ReaderSpec spec;
    private final ReaderFile graphFile;
    private final Map<HookPoint, String> residuals;
    private final Tokenizer tokenizer;

    private ReaderModel(ReaderSpec spec, ReaderFile graphFile, Map<HookPoint, String> residuals, Tokenizer tokenizer) {
        this.spec = spec;
        this.graphFile = graphFile;
        this.residuals = Map.copyOf(residuals);
        this.tokenizer = tokenizer;
    }

    /**
     * Finds the reader's files and verifies their SHA-256.
     *
     * @param directory where the files may lie; files not there are class-path resources
     * @throws IllegalArgumentException if a file is missing, altered, or not a reader
     */
    public static ReaderModel load(ReaderSpec spec, @Nullable Path directory) {
        ReaderFile graphFile = new ReaderFile(spec.model(), spec.modelSha256(), directory);
        ReaderFile tokenizerFile = new ReaderFile(spec.tokenizer(), spec.tokenizerSha256(), directory);
        Map<HookPoint, String> residuals = ResidualTensors.of(OnnxGraph.parse(graphFile.read()));
        WordPieceTokenizer wordPieces = WordPieceTokenizer.load(tokenizerFile.read());
        return new ReaderModel(spec, graphFile, residuals, new NormalizingTokenizer(wordPieces, wordPieces::isWord));
    }

    public ReaderSpec spec() {
        return spec;
    }

    public Tokenizer tokenizer() {
        return tokenizer;
    }

    public int layers() {
        return residuals.size();
    }

    /**
     * Cuts the reader at the deepest hook point of the head and appends the head.
     *
     * @throws IllegalArgumentException if the head does not fit the reader
     */
    public FusedGraph fuse(Head head) {
        for (Tap tap : head.taps()) {
            int width = tap.dModel();
            if (width != spec.dModel()) {
                throw new IllegalArgumentException("a tap at " + tap.hook() + " has width " + width + "; expected "
                        + spec.dModel() + ", the width of reader " + spec.name());
            }
        }
        return OnnxGraph.parse(graphFile.read()).fuse(residuals, head);
    }

    /**
     * The layers after a hook point with the head appended. Its token ids are rows of a table of residuals, which are taken
     * for what the reader had computed up to the hook point.
     *
     * @param residuals {@code [rows, dModel]}
     * @throws IllegalArgumentException if the reader has no such hook point, or the head does not fit behind it
     */
    FusedGraph resume(HookPoint from, float[] residuals, Head head) {
        String tensor = this.residuals.get(from);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "hook point is " + from + "; expected one of the " + layers() + " layers of reader " + spec.name());
        }
        return OnnxGraph.parse(graphFile.read())
                .after(tensor, residuals, spec.dModel())
                .fuse(this.residuals, head);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
