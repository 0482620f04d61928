package dev.assay.engine.tensorrt;

import dev.assay.engine.ShapeBuckets;
import dev.assay.graph.Precision;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * All that a built engine depends on. An engine of another key is never run.
 *
 * @param graphSha256 of the fused graph, which a bundle determines byte for byte: reader, hook points, dictionary, probes
 * @param tensorRt version with the build number
 * @param gpu product name; an engine holds kernels chosen for it
 * @param compute capability of the GPU, e.g. 90
 */
record PlanKey(String graphSha256, Precision precision, ShapeBuckets shapes, String tensorRt, String gpu, int compute) {

    private static final int FORMAT = 1;

    static PlanKey of(byte[] graph, Precision precision, ShapeBuckets shapes, String tensorRt, Gpu gpu) {
        return new PlanKey(Sha256.hex(graph), precision, shapes, tensorRt, gpu.name(), gpu.compute());
    }

    /** Every component, one a line. */
    String text() {
        String sequences = shapes.sequences().stream().map(String::valueOf).collect(Collectors.joining(","));
        return String.join(
                "\n",
                "assay engine " + FORMAT,
                "graph " + graphSha256,
                "precision " + precision.label(),
                "sequences " + sequences,
                "tokens " + shapes.tokens(),
                tensorRtAndGpu());
    }

    String fileName() {
        return name(text()) + ".plan";
    }

    /** The timings of kernels hold for every graph on the same GPU and TensorRT. */
    String timingText() {
        return "assay timings " + FORMAT + "\n" + tensorRtAndGpu();
    }

    String timingFileName() {
        return name(timingText()) + ".timings";
    }

    private String tensorRtAndGpu() {
        return "tensorrt " + tensorRt + "\ngpu " + gpu + "\ncompute " + compute;
    }

    private static String name(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
