package dev.assay.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a page of blocks is written: Markdown with its plots as files beside it, and one HTML file that needs no other.
 *
 * @param markdown name of the Markdown file
 * @param html name of the HTML file
 * @param plots name of the plots' directory
 * @param png whether plots are written as PNG too
 */
public record PageFiles(String markdown, String html, String plots, boolean png) {

    /**
     * @param directory made if it is missing; files of earlier pages are overwritten
     * @return the two pages
     */
    public List<Path> write(String title, List<Block> blocks, Path directory) throws IOException {
        Files.createDirectories(directory.resolve(plots));
        for (Block block : blocks) {
            if (block instanceof Block.Plots shown) {
                for (Plot plot : shown.plots()) {
                    write(plot, directory.resolve(plots));
                }
            }
        }
        Path markdownFile = directory.resolve(markdown);
        Path htmlFile = directory.resolve(html);
        Files.writeString(markdownFile, Markdown.page(blocks, plots), UTF_8);
        Files.writeString(htmlFile, Html.page(title, blocks), UTF_8);
        return List.of(markdownFile, htmlFile);
    }

    private void write(Plot plot, Path directory) throws IOException {
        Files.writeString(directory.resolve(plot.file() + ".svg"), plot.svg(), UTF_8);
        if (png) {
            Files.write(directory.resolve(plot.file() + ".png"), plot.png());
        }
    }
}
