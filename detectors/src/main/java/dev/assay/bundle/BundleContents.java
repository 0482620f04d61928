package dev.assay.bundle;

import static java.util.Objects.requireNonNull;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.catalogue.Probe;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.WeightedProbe;
import dev.assay.dictionary.Dictionary;
import dev.assay.reader.ReaderSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of a bundle, checked against each other: parts that do not fit are refused with a {@link BundleException}.
 *
 * @param detectors each id once, at least one
 * @param modelCard Markdown for people: what the bundle is for, how it was made, how it fails
 */
public record BundleContents(
        ReaderSpec reader,
        Dictionary dictionary,
        Catalogue catalogue,
        List<DetectorSpec> detectors,
        Provenance provenance,
        String modelCard) {

    public BundleContents {
        requireNonNull(reader, "reader");
        requireNonNull(dictionary, "dictionary");
        requireNonNull(catalogue, "catalogue");
        requireNonNull(provenance, "provenance");
        detectors = List.copyOf(detectors);
        if (requireNonNull(modelCard, "modelCard").isBlank()) {
            throw new BundleException("model card is blank; expected Markdown that says what the bundle is for");
        }
        requireWidths(reader, dictionary, catalogue);
        requireFeatures(dictionary, catalogue);
        requireDetectors(catalogue, detectors);
        requireMeasured(catalogue, detectors);
    }

    private static void requireWidths(ReaderSpec reader, Dictionary dictionary, Catalogue catalogue) {
        String expected = "; expected " + reader.dModel() + ", the reader " + reader.name() + "'s";
        if (dictionary.dModel() != reader.dModel()) {
            throw new BundleException("dictionary has dModel " + dictionary.dModel() + expected);
        }
        for (Probe probe : catalogue.probes()) {
            if (probe.dModel() != reader.dModel()) {
                throw new BundleException("probe '" + probe.id() + "' has dModel " + probe.dModel() + expected);
            }
        }
    }

    private static void requireFeatures(Dictionary dictionary, Catalogue catalogue) {
        for (CatalogueEntry entry : catalogue.features()) {
            if (entry.feature() >= dictionary.size()) {
                throw new BundleException("catalogue has feature " + entry.feature() + "; expected 0 to "
                        + (dictionary.size() - 1) + ", the dictionary's features");
            }
        }
    }

    private static void requireMeasured(Catalogue catalogue, List<DetectorSpec> detectors) {
        for (CatalogueEntry entry : catalogue.features()) {
            for (FeatureMeasurement measurement : entry.measurements()) {
                boolean shown = detectors.stream()
                        .anyMatch(detector -> detector.id().equals(measurement.detector())
                                && detector.evidenceFeatures().contains(entry.feature()));
                if (!shown) {
                    throw new BundleException("feature " + entry.feature() + " was measured as evidence of detector '"
                            + measurement.detector() + "'; expected a detector that shows it");
                }
            }
        }
    }

    private static void requireDetectors(Catalogue catalogue, List<DetectorSpec> detectors) {
        if (detectors.isEmpty()) {
            throw new BundleException("detectors are 0; expected at least one");
        }
        Set<String> ids = new HashSet<>();
        for (DetectorSpec detector : detectors) {
            if (!ids.add(detector.id())) {
                throw new BundleException("detector '" + detector.id() + "' is there twice; expected each id once");
            }
            for (WeightedProbe term : detector.probes()) {
                if (catalogue.probe(term.probe()).isEmpty()) {
                    throw new BundleException("detector '" + detector.id() + "' reads probe '" + term.probe()
                            + "'; expected one of "
                            + catalogue.probes().stream().map(Probe::id).toList());
                }
            }
            for (int feature : detector.evidenceFeatures()) {
                if (catalogue.feature(feature).isEmpty()) {
                    throw new BundleException("detector '" + detector.id() + "' shows feature " + feature
                            + " as evidence; expected a feature of the catalogue");
                }
            }
        }
    }
}
