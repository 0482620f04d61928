package dev.assay.catalogue;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The monitored features and the probes of one bundle. Immutable.
 *
 * @param features in ascending order of their index, each once
 * @param probes each id once
 */
public record Catalogue(List<CatalogueEntry> features, List<Probe> probes) {

    public Catalogue {
        features = features.stream()
                .sorted(Comparator.comparingInt(CatalogueEntry::feature))
                .toList();
        probes = List.copyOf(probes);
        Set<Object> seen = new HashSet<>();
        for (CatalogueEntry entry : features) {
            if (!seen.add(entry.feature())) {
                throw new IllegalArgumentException(
                        "feature " + entry.feature() + " is in the catalogue twice; expected each once");
            }
        }
        for (Probe probe : probes) {
            if (!seen.add(probe.id())) {
                throw new IllegalArgumentException(
                        "probe '" + probe.id() + "' is in the catalogue twice; expected each once");
            }
        }
    }

    public Optional<CatalogueEntry> feature(int index) {
        return features.stream().filter(entry -> entry.feature() == index).findFirst();
    }

    public Optional<Probe> probe(String id) {
        return probes.stream().filter(probe -> probe.id().equals(id)).findFirst();
    }
}
