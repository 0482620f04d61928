package dev.assay.catalogue;

import dev.assay.catalogue.CatalogueEntry.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What people wrote about the features of one dictionary after looking at their evidence. Immutable.
 *
 * <p>Kept as lines of five columns with tabs between them: digest of the dictionary, feature, {@code confirmed} or
 * {@code unconfirmed}, label, description. Lines that are empty or begin with {@code #} say nothing. One file may hold
 * labels for several dictionaries.
 */
public final class FeatureLabels {

    public static final FeatureLabels NONE = new FeatureLabels(Map.of());

    private static final int COLUMNS = 5;
    private static final int MOST_CHARACTERS = 120; // of a label

    private final Map<Integer, Label> labels; // by feature

    private FeatureLabels(Map<Integer, Label> labels) {
        this.labels = Map.copyOf(labels);
    }

    private record Label(Status status, String label, String description) {}

    /**
     * The labels of one dictionary.
     *
     * @param digest of the dictionary
     * @throws IllegalArgumentException if a line is not as described, a feature is there twice, or no line is of the
     *     dictionary
     */
    public static FeatureLabels parse(List<String> lines, String digest) {
        Map<Integer, Label> labels = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String place = "line " + (i + 1) + " of the labels";
            String[] cells = line.split("\t", -1);
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException(place + " has " + cells.length + " columns; expected " + COLUMNS
                        + ": dictionary, feature, status, label, description");
            }
            if (cells[0].equals(digest) && labels.put(feature(place, cells[1]), label(place, cells)) != null) {
                throw new IllegalArgumentException(place + " is the second of feature " + cells[1] + "; expected one");
            }
        }
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "no line of the labels is of dictionary " + digest + "; expected one that begins with it");
        }
        return new FeatureLabels(labels);
    }

    private static int feature(String place, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(place + " has the feature '" + text + "'; expected its number");
        }
        return Integer.parseInt(text);
    }

    private static Label label(String place, String[] cells) {
        String status = cells[2].toUpperCase(Locale.ROOT);
        if (!status.equals(Status.CONFIRMED.name()) && !status.equals(Status.UNCONFIRMED.name())) {
            throw new IllegalArgumentException(
                    place + " has the status '" + cells[2] + "'; expected confirmed or unconfirmed");
        }
        if (cells[3].isBlank() || cells[3].length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    place + " has a label of " + cells[3].length() + " characters; expected 1 to " + MOST_CHARACTERS);
        }
        return new Label(Status.valueOf(status), cells[3], cells[4]);
    }

    /** Features that have a label. */
    public int size() {
        return labels.size();
    }

    /** The entry with its label, or as it is if there is none. */
    public CatalogueEntry applyTo(CatalogueEntry entry) {
        return Optional.ofNullable(labels.get(entry.feature()))
                .map(label -> new CatalogueEntry(
                        entry.feature(),
                        label.label(),
                        label.description(),
                        entry.category(),
                        label.status(),
                        entry.reference(),
                        entry.measurements()))
                .orElse(entry);
    }
}
