package dev.assay.bundle;

import static java.util.Objects.requireNonNull;

import dev.assay.dictionary.Fidelity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a bundle came to be and what was measured on it. Covered by the bundle's digest.
 *
 * @param name of the bundle, for people
 * @param createdBy the command that makes it again from the same data
 * @param seeds every random seed by what it seeds
 * @param data the files it learnt from
 * @param dictionary measured on texts the dictionary was not trained on
 * @param measurements per detector id, named numbers such as {@code auroc}
 */
public record Provenance(
        String name,
        String createdBy,
        Map<String, Long> seeds,
        List<DataFile> data,
        Fidelity dictionary,
        Map<String, Map<String, Double>> measurements) {

    public Provenance {
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name of the bundle is blank; expected a name");
        }
        requireNonNull(createdBy, "createdBy");
        requireNonNull(dictionary, "dictionary");
        seeds = Map.copyOf(seeds);
        data = List.copyOf(data);
        Map<String, Map<String, Double>> copy = new HashMap<>();
        measurements.forEach((detector, numbers) -> copy.put(detector, finite(detector, numbers)));
        measurements = Map.copyOf(copy);
    }

    private static Map<String, Double> finite(String detector, Map<String, Double> numbers) {
        numbers.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("measurement " + name + " of detector '" + detector + "' is " + value
                        + "; expected a finite number");
            }
        });
        return Map.copyOf(numbers);
    }

    /**
     * @param name the file's name, without a directory
     * @param sha256 lower-case hex
     * @param licence under which the publishers of the records used gave them
     * @param uses what learnt from it: {@code dictionary} and ids of detectors; empty in bundles made by 0.1.0
     */
    public record DataFile(String name, String sha256, String licence, List<String> uses) {
        public DataFile {
            requireNonNull(name, "name");
            requireNonNull(licence, "licence");
            uses = List.copyOf(uses);
            if (!requireNonNull(sha256, "sha256").matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 of data file '" + name + "' is '" + sha256
                        + "'; expected 64 lower-case hexadecimal digits");
            }
        }
    }
}
