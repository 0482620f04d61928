package dev.assay.evaluation.features;

import dev.assay.bundle.Bundle;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.catalogue.FeatureMeasurement.Discrimination;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.evaluation.figures.Curve;
import dev.assay.evaluation.report.Axis;
import dev.assay.evaluation.report.Block;
import dev.assay.evaluation.report.PageFiles;
import dev.assay.evaluation.report.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue of a bundle's evidence features as a page, detector by detector. */
public final class FeaturePage {

    private static final String TITLE = "Features";
    private static final PageFiles FILES = new PageFiles("FEATURES.md", "features.html", "features", false);

    private final Bundle bundle;
    private final List<FeatureFacts> facts;
    private final String command;

    /** @param command that makes the page again */
    public FeaturePage(Bundle bundle, List<FeatureFacts> facts, String command) {
        this.bundle = bundle;
        this.facts = List.copyOf(facts);
        this.command = command;
    }

    /**
     * @param directory made if it is missing
     * @return the Markdown and the HTML page
     */
    public List<Path> write(Path directory) throws IOException {
        return FILES.write(TITLE, blocks(), directory);
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, TITLE));
        blocks.add(new Block.Paragraph("Bundle " + bundle.provenance().name() + ", digest " + bundle.digest()
                + ", dictionary " + bundle.dictionary().digest() + ". Written by:"));
        blocks.add(new Block.Code(command));
        blocks.addAll(explanation());
        for (Detector detector : bundle.detectors()) {
            blocks.addAll(detector(detector.spec()));
        }
        blocks.add(new Block.Heading(2, "Feature by feature"));
        facts.forEach(one -> blocks.addAll(feature(one)));
        return blocks;
    }

    private List<Block> explanation() {
        return List.of(
                new Block.Paragraph(
                        "A probe decides; the features shown beside an alert are hints at why. A label is confirmed if somebody"
                                + " found it true of examples other than those it was written from, otherwise unconfirmed."),
                new Block.Paragraph(
                        "Precision and recall: of labelled records, by the feature's largest value in the turns that the"
                                + " detector judges, at the threshold where recall less the share of harmless records found is"
                                + " largest. Precision depends on how many records of each kind there were, and the threshold was"
                                + " chosen on the same records."),
                new Block.Paragraph(ablated()),
                new Block.Paragraph(String.format(
                        Locale.ROOT,
                        "It is causal (badge) if it lowers the logit, by more than all but %.0f%% of the others do: of features"
                                + " that nothing rests on, one in %.0f has the badge by chance.",
                        100 * Causality.LEVEL,
                        1 / Causality.LEVEL)));
    }

    /** Says what exactly was removed from what. */
    private String ablated() {
        boolean deeper = bundle.catalogue().probes().stream()
                .anyMatch(probe -> probe.hook().compareTo(bundle.dictionary().hook()) > 0);
        String where = "the residual that the probe reads ("
                + bundle.catalogue().probes().stream()
                        .map(probe -> probe.id() + " at " + probe.hook())
                        .collect(Collectors.joining(", "))
                + "), which is not the dictionary's where the probe is earlier than "
                + bundle.dictionary().hook();
        return "Effect: at each token where the feature fires, the part of the residual along the feature's direction (its"
                + " decoder row), as far as it exceeds the mean residual's, is removed from " + where
                + (deeper
                        ? "; for a probe deeper than the dictionary, from the dictionary's residual, and the reader reads on"
                        : "")
                + ". The effect is by how much the turn's logit falls, on average over up to 64 turns in which the feature"
                + " fires. Control is the same with as much removed along the directions of other features that fire about as"
                + " often ("
                + (deeper ? FeatureCataloguer.SPLICED_CONTROLS : FeatureCataloguer.CONTROLS)
                + " of them); p is the share of them, this one among them, that lower the logit as much.";
    }

    private List<Block> detector(DetectorSpec spec) {
        List<List<String>> rows = new ArrayList<>();
        for (int feature : spec.evidenceFeatures()) {
            facts.stream()
                    .filter(one -> one.entry().feature() == feature)
                    .forEach(one -> rows.add(row(one, measurement(one.entry(), spec.id()))));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Block.Heading(2, "Detector " + spec.id()),
                new Block.Table(
                        List.of(
                                "feature",
                                "label",
                                "status",
                                "fires at",
                                "threshold",
                                "precision",
                                "recall",
                                "harmful",
                                "harmless",
                                "effect",
                                "control",
                                "p",
                                "badge"),
                        rows));
    }

    private static @Nullable FeatureMeasurement measurement(CatalogueEntry entry, String detector) {
        return entry.measurements().stream()
                .filter(one -> one.detector().equals(detector))
                .findFirst()
                .orElse(null);
    }

    private static List<String> row(FeatureFacts one, @Nullable FeatureMeasurement measured) {
        Optional<Discrimination> discrimination = Optional.ofNullable(measured).map(FeatureMeasurement::discrimination);
        Optional<Causality> causality = Optional.ofNullable(measured).map(FeatureMeasurement::causality);
        return List.of(
                String.valueOf(one.entry().feature()),
                one.entry().label(),
                status(one.entry()),
                firing(one),
                cell(discrimination.map(Discrimination::threshold), "%.2f"),
                cell(discrimination.map(Discrimination::precision), "%.2f"),
                cell(discrimination.map(Discrimination::recall), "%.2f"),
                cell(discrimination.map(Discrimination::positives), "%d"),
                cell(discrimination.map(Discrimination::negatives), "%d"),
                cell(causality.map(Causality::effect), "%.3f"),
                cell(causality.map(Causality::control), "%.3f"),
                cell(causality.map(Causality::pValue), "%.3f"),
                causality.map(Causality::causal).orElse(false) ? "causal" : "-");
    }

    private static String cell(Optional<?> figure, String format) {
        return figure.map(value -> String.format(Locale.ROOT, format, value)).orElse("-");
    }

    private static String status(CatalogueEntry entry) {
        return entry.status().name().toLowerCase(Locale.ROOT);
    }

    private static String firing(FeatureFacts one) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * one.fired() / Math.max(1, one.tokens()));
    }

    private List<Block> feature(FeatureFacts one) {
        CatalogueEntry entry = one.entry();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(3, "Feature " + entry.feature() + ": " + entry.label()));
        blocks.add(new Block.Paragraph(
                "Category " + entry.category() + ", " + status(entry) + ". " + entry.description()));
        blocks.add(new Block.Paragraph("Fires at " + firing(one) + " of "
                + String.format(Locale.ROOT, "%,d", one.tokens())
                + " tokens. Nearest by decoder cosine: "
                + one.near().stream()
                        .map(near -> String.format(Locale.ROOT, "%s %.2f", named(near.feature()), near.cosine()))
                        .collect(Collectors.joining(", "))
                + ". Fires together with (share of the tokens of either): "
                + one.together().stream()
                        .map(other -> String.format(Locale.ROOT, "%s %.2f", named(other.feature()), other.overlap()))
                        .collect(Collectors.joining(", "))
                + "."));
        blocks.add(new Block.Plots(List.of(histogram(one))));
        for (FeatureExample example : one.examples()) {
            blocks.add(new Block.Paragraph(String.format(
                    Locale.ROOT,
                    "%.2f in %s (%s, turn %d, %s %s)",
                    example.value(),
                    example.record(),
                    example.file(),
                    example.turn(),
                    example.category(),
                    example.label().name().toLowerCase(Locale.ROOT))));
            blocks.add(new Block.Excerpt(example.pieces()));
        }
        return blocks;
    }

    /** Its number, and its label if it is in the catalogue. */
    private String named(int feature) {
        return bundle.catalogue().feature(feature).isPresent() ? feature + " (shown too)" : String.valueOf(feature);
    }

    private static Plot histogram(FeatureFacts one) {
        double[] values = points(one, true);
        double[] counts = points(one, false);
        return new Plot(
                "feature-" + one.entry().feature(),
                "Feature " + one.entry().feature(),
                Axis.around("value", values),
                Axis.around("of 1,000 tokens", counts),
                one.histograms(),
                false,
                false);
    }

    private static double[] points(FeatureFacts one, boolean across) {
        return one.histograms().stream()
                .map(Curve::points)
                .flatMap(List::stream)
                .mapToDouble(point -> across ? point.x() : point.y())
                .toArray();
    }
}
