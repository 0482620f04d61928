package dev.assay.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.evaluation.figures.Curve;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportBlocksTest {

    private static final Plot PLOT = new Plot(
            "scam-roc",
            "ROC <of> a & b",
            "false-positive rate",
            "recall",
            List.of(new Curve("detector", List.of(new Curve.Point(0, 0), new Curve.Point(1, 0.5)))),
            true,
            true);

    private static final List<Block> BLOCKS = List.of(
            new Block.Heading(1, "Title"),
            new Block.Paragraph("Text with <b>."),
            new Block.Code("./assay evaluate"),
            new Block.Table(List.of("source", "n"), List.of(List.of("a|b", "1"))),
            new Block.Plots(List.of(PLOT)),
            new Block.Excerpt(List.of(new Block.Piece("send ", false), new Block.Piece("<code>", true))));

    @Test
    void shouldWriteMarkdown() {
        assertThat(Markdown.page(BLOCKS, "plots")).isEqualTo("""
                        # Title

                        Text with <b>.

                            ./assay evaluate

                        | source | n |
                        |---|---:|
                        | a\\|b | 1 |

                        ![ROC <of> a & b](plots/scam-roc.svg)

                            send [[<code>]]
                        """);
    }

    @Test
    void shouldWriteHtmlThatLoadsNothing() {
        // When
        String html = Html.page("Title", BLOCKS);

        // Then
        assertThat(html)
                .contains("<p>Text with &lt;b&gt;.</p>")
                .contains("<td>a|b</td><td>1</td>")
                .contains("send <mark>&lt;code&gt;</mark>")
                .contains("<svg")
                .doesNotContain("src=", "href=", "<script", "@import", "url(");
    }

    @Test
    void shouldDrawPlotsThatAreWellFormed() throws Exception {
        // When
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(PLOT.svg())));

        // Then
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
        assertThat(PLOT.svg()).contains("M44.0 288.0L304.0 158.0");
    }

    @Test
    void shouldRefuseRowsOfAnotherWidth() {
        assertThatThrownBy(() -> new Block.Table(List.of("a", "b"), List.of(List.of("1"))))
                .hasMessage("row has 1 cells; expected 2, one for each head");
    }

    @Test
    void shouldNeverPrintTextOfExcerpts() {
        assertThat(BLOCKS.get(5).toString()).doesNotContain("send");
    }
}
