package dev.assay.evaluation.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes blocks as Markdown; plots are files beside the page. */
public final class Markdown {

    private Markdown() {}

    /** @param plots directory of the plots, relative to the page */
    public static String page(List<Block> blocks, String plots) {
        StringBuilder page = new StringBuilder();
        for (Block block : blocks) {
            page.append(page.isEmpty() ? "" : "\n").append(text(block, plots));
        }
        return page.toString();
    }

    private static String text(Block block, String plots) {
        if (block instanceof Block.Heading heading) {
            return "#".repeat(heading.level()) + " " + heading.text() + "\n";
        } else if (block instanceof Block.Paragraph paragraph) {
            return paragraph.text() + "\n";
        } else if (block instanceof Block.Code code) {
            return indented(code.text());
        } else if (block instanceof Block.Table table) {
            String rule = "|---" + "|---:".repeat(table.head().size() - 1) + "|\n";
            return row(table.head())
                    + rule
                    + table.rows().stream().map(Markdown::row).collect(Collectors.joining());
        } else if (block instanceof Block.Plots shown) {
            return shown.plots().stream()
                            .map(plot -> "![" + plot.title() + "](" + plots + "/" + plot.file() + ".svg)")
                            .collect(Collectors.joining("\n"))
                    + "\n";
        } else if (block instanceof Block.Excerpt excerpt) {
            return indented(excerpt.pieces().stream()
                    .map(piece -> piece.marked() ? "[[" + piece.text() + "]]" : piece.text())
                    .collect(Collectors.joining()));
        }
        throw new IllegalStateException("block of " + block.getClass() + "; expected one that Markdown can show");
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String indented(String text) {
        return text.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
    }
}
