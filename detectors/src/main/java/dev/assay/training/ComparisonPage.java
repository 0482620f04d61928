package dev.assay.training;

import dev.assay.evaluation.figures.Curve;
import dev.assay.evaluation.report.Axis;
import dev.assay.evaluation.report.Block;
import dev.assay.evaluation.report.PageFiles;
import dev.assay.evaluation.report.Plot;
import dev.assay.training.DictionaryComparison.Compared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What a comparison of dictionaries found, as a page with one table and a plot for each figure. */
public final class ComparisonPage {

    private static final String TITLE = "Dictionaries compared";
    private static final PageFiles FILES = new PageFiles("dictionary.md", "dictionary.html", "dictionary", true);

    private ComparisonPage() {}

    /**
     * @param command that makes the page again
     * @param directory made if it is missing
     * @return the Markdown and the HTML page
     */
    public static List<Path> write(
            ComparisonOptions options, DictionaryComparison.Result result, String command, Path directory)
            throws IOException {
        return FILES.write(TITLE, blocks(options, result, command), directory);
    }

    private static List<Block> blocks(ComparisonOptions options, DictionaryComparison.Result result, String command) {
        List<Compared> all = result.dictionaries();
        return List.of(
                new Block.Heading(1, TITLE),
                new Block.Paragraph(String.format(
                        Locale.ROOT,
                        "Dictionaries of %s at %s, each trained on %,d tokens drawn from the same %,d harvested ones, with"
                                + " about %d active features a token. Written by:",
                        options.reader().name(),
                        options.hook(),
                        options.tokens(),
                        result.harvested(),
                        options.active())),
                new Block.Code(command),
                new Block.Paragraph(
                        "BatchTopK keeps the largest activations of a batch and is folded to a JumpReLU with one threshold:"
                                + " what bundles have. TopK keeps the largest of each token; its features cannot be"
                                + " computed one by one, so no head can monitor them. ReLU + L1 keeps all positive ones at"
                                + " a price that training moves until as many are left. Features that stay silent are"
                                + " trained on what the others leave, as Gao et al. do (2024); a ReLU gives them no"
                                + " gradient, so there it has no effect. Control tokens are in none of it."),
                new Block.Paragraph(String.format(
                        Locale.ROOT,
                        "Explained variance and L0 (features that fire at a token) are of %,d tokens of records held out."
                                + " Dead features had not fired for 300,000 tokens when training ended. Loss recovered: the"
                                + " reconstruction takes the place of the residual at each of %,d tokens of texts that"
                                + " trained nothing, and the reader reads on; the loss is the mean squared distance of the"
                                + " last layer's residuals from the undisturbed ones, since an encoder predicts no next"
                                + " token, and 0%% is what the mean residual in every token's place leaves.",
                        all.isEmpty() ? 0 : all.get(0).measurement().fidelity().tokens(),
                        result.spliced())),
                table(all),
                new Block.Plots(List.of(
                        plot("explained-variance", "Explained variance", all, ComparisonPage::explained),
                        plot("loss-recovered", "Loss recovered", all, Compared::recovered),
                        plot("dead", "Dead features", all, ComparisonPage::dead),
                        plot("l0", "L0", all, ComparisonPage::active))));
    }

    private static Block.Table table(List<Compared> all) {
        return new Block.Table(
                List.of("kind", "features", "explained variance", "L0", "dead features", "loss recovered"),
                all.stream()
                        .map(one -> List.of(
                                one.kind().label(),
                                String.format(Locale.ROOT, "%,d", one.size()),
                                String.format(Locale.ROOT, "%.4f", explained(one)),
                                String.format(Locale.ROOT, "%.1f", active(one)),
                                String.format(Locale.ROOT, "%.1f%%", 100 * dead(one)),
                                String.format(Locale.ROOT, "%.2f%%", 100 * one.recovered())))
                        .toList());
    }

    private static Plot plot(String file, String title, List<Compared> all, ToDoubleFunction<Compared> figure) {
        List<Curve> curves = Stream.of(DictionaryKind.values())
                .map(kind -> new Curve(
                        kind.label(),
                        all.stream()
                                .filter(one -> one.kind() == kind)
                                .map(one -> new Curve.Point(one.size(), figure.applyAsDouble(one)))
                                .toList()))
                .toList();
        double[] sizes = all.stream().mapToDouble(Compared::size).toArray();
        double[] values = all.stream().mapToDouble(figure).toArray();
        return new Plot(
                file,
                title,
                Axis.doubling("features", sizes),
                Axis.around(title.toLowerCase(Locale.ROOT), values),
                curves,
                true,
                false);
    }

    private static double explained(Compared one) {
        return one.measurement().fidelity().explainedVariance();
    }

    private static double active(Compared one) {
        return one.measurement().fidelity().meanL0();
    }

    private static double dead(Compared one) {
        return Objects.requireNonNullElse(one.measurement().deadShare(), Double.NaN);
    }
}
