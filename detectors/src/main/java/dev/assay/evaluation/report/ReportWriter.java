package dev.assay.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Computes all figures and writes {@code EVALUATION.md}, its plots and {@code evaluation.html}, which needs no other file. */
public final class ReportWriter {

    private static final String PLOTS = "evaluation";

    private ReportWriter() {}

    /**
     * @param directory made if it is missing; files of earlier reports are overwritten
     * @return the two pages
     */
    public static List<Path> write(ReportInput input, Path directory) throws IOException {
        List<Block> blocks = new ReportPage(input).blocks();
        Files.createDirectories(directory.resolve(PLOTS));
        for (Block block : blocks) {
            if (block instanceof Block.Plots plots) {
                for (Plot plot : plots.plots()) {
                    Files.writeString(directory.resolve(PLOTS).resolve(plot.file() + ".svg"), plot.svg(), UTF_8);
                }
            }
        }
        Path markdown = directory.resolve("EVALUATION.md");
        Path html = directory.resolve("evaluation.html");
        Files.writeString(markdown, Markdown.page(blocks, PLOTS), UTF_8);
        Files.writeString(html, Html.page(ReportPage.TITLE, blocks), UTF_8);
        return List.of(markdown, html);
    }
}
