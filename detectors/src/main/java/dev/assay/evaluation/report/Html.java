package dev.assay.evaluation.report;

import java.util.List;

/** Writes blocks as one HTML page that loads nothing from anywhere. */
public final class Html {

    private static final String STYLE = """
            body { font: 15px/1.45 sans-serif; margin: 2em auto; max-width: 78em; padding: 0 1em; color: #1c1c1c }
            h1, h2, h3 { line-height: 1.2; margin-top: 1.6em }
            .wide { overflow-x: auto }
            table { border-collapse: collapse; margin: .6em 0 1.2em; font-size: 13px }
            th, td { border: 1px solid #d5d5d5; padding: .25em .6em; text-align: right; white-space: nowrap }
            th { background: #f2f4f7 } th:first-child, td:first-child { text-align: left }
            pre, .excerpt { background: #f6f6f6; padding: .6em 1em; overflow-x: auto; white-space: pre-wrap }
            mark { background: #ffe08a } .plots { display: flex; flex-wrap: wrap; gap: 1em }
            """;

    private Html() {}

    public static String page(String title, List<Block> blocks) {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        blocks.forEach(block -> add(html, block));
        return html.append("</body>\n</html>\n").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void add(StringBuilder html, Block block) {
        if (block instanceof Block.Heading heading) {
            element(html, "h" + heading.level(), heading.text());
        } else if (block instanceof Block.Paragraph paragraph) {
            element(html, "p", paragraph.text());
        } else if (block instanceof Block.Code code) {
            element(html, "pre", code.text());
        } else if (block instanceof Block.Table table) {
            html.append("<div class=\"wide\"><table>\n<thead>");
            row(html, "th", table.head());
            html.append("</thead>\n<tbody>\n");
            table.rows().forEach(row -> row(html, "td", row));
            html.append("</tbody>\n</table></div>\n");
        } else if (block instanceof Block.Plots plots) {
            html.append("<div class=\"plots\">\n");
            plots.plots().forEach(plot -> html.append(plot.svg()));
            html.append("</div>\n");
        } else if (block instanceof Block.Excerpt excerpt) {
            html.append("<div class=\"excerpt\">");
            for (Block.Piece piece : excerpt.pieces()) {
                String text = escaped(piece.text());
                html.append(piece.marked() ? "<mark>" + text + "</mark>" : text);
            }
            html.append("</div>\n");
        }
    }

    private static void element(StringBuilder html, String name, String text) {
        html.append('<')
                .append(name)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static void row(StringBuilder html, String cell, List<String> texts) {
        html.append("<tr>");
        for (String text : texts) {
            html.append('<')
                    .append(cell)
                    .append('>')
                    .append(escaped(text))
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        html.append("</tr>\n");
    }
}
