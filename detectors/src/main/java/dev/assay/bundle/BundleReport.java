package dev.assay.bundle;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.WeightedProbe;
import dev.assay.graph.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes a bundle to people. */
public final class BundleReport {

    private BundleReport() {}

    /** Plain text, the same for the same bundle. */
    public static List<String> lines(Bundle bundle) {
        List<String> lines = new ArrayList<>();
        Provenance provenance = bundle.provenance();
        lines.add("bundle      " + provenance.name());
        lines.add("digest      " + bundle.digest());
        lines.add("reader      " + bundle.reader().name() + ", dModel "
                + bundle.reader().dModel() + ", window " + bundle.reader().window() + " tokens");
        lines.add("hooks       "
                + bundle.head().taps().stream()
                        .map(Tap::hook)
                        .distinct()
                        .map(Object::toString)
                        .collect(Collectors.joining(", "))
                + "; " + bundle.head().columns() + " columns");
        lines.add(format(
                "dictionary  %d features at %s, mean L0 %.1f, explained variance %.4f over %d tokens",
                bundle.dictionary().size(),
                bundle.dictionary().hook(),
                provenance.dictionary().meanL0(),
                provenance.dictionary().explainedVariance(),
                provenance.dictionary().tokens()));
        lines.add("catalogue   " + features(bundle.catalogue().features()) + ", "
                + bundle.catalogue().probes().size() + " probes");
        lines.add("");
        lines.addAll(detectors(bundle));
        lines.add("");
        lines.addAll(provenance(provenance));
        return lines;
    }

    private static String features(List<CatalogueEntry> features) {
        long confirmed = features.stream()
                .filter(entry -> entry.status() == CatalogueEntry.Status.CONFIRMED)
                .count();
        long measured = features.stream()
                .filter(entry -> !entry.measurements().isEmpty())
                .count();
        long causal = features.stream().filter(CatalogueEntry::causal).count();
        String counts =
                " (" + confirmed + " with a confirmed label; " + measured + " measured, " + causal + " of them causal)";
        return features.size() + " features" + (confirmed + measured > 0 ? counts : "");
    }

    private static List<String> detectors(Bundle bundle) {
        String row = "%-24s %-12s %-9s %-7s %9s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(format(row, "detector", "category", "severity", "mode", "threshold", "probes"));
        for (Detector detector : bundle.detectors()) {
            DetectorSpec spec = detector.spec();
            lines.add(format(
                    row,
                    spec.id(),
                    spec.category(),
                    lower(spec.severity()),
                    lower(spec.mode()),
                    format("%.4f", spec.threshold()),
                    spec.probes().stream().map(WeightedProbe::probe).collect(Collectors.joining(", "))));
        }
        return lines;
    }

    private static List<String> provenance(Provenance provenance) {
        List<String> lines = new ArrayList<>();
        lines.add("created by  " + provenance.createdBy());
        new TreeMap<>(provenance.seeds()).forEach((what, seed) -> lines.add("seed        " + what + " " + seed));
        for (Provenance.DataFile file : provenance.data()) {
            String uses = file.uses().isEmpty() ? "" : " for " + String.join(", ", file.uses());
            lines.add("data        " + file.name() + " " + file.sha256() + " (" + file.licence() + ")" + uses);
        }
        new TreeMap<>(provenance.measurements()).forEach((detector, numbers) -> new TreeMap<>(numbers)
                .forEach((name, value) -> lines.add(format("measured    %s %s %.4f", detector, name, value))));
        return lines;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values).stripTrailing();
    }
}
