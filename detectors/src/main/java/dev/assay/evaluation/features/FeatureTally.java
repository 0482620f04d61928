package dev.assay.evaluation.features;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.figures.Curve;
import dev.assay.reader.TurnScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one feature does in the texts read, whichever detectors show it. Not thread-safe. */
final class FeatureTally {

    private static final int EXAMPLES = 8;
    private static final double BEYOND = 1.5; // times the reference's high value, where the histogram ends

    private final CatalogueEntry entry;
    private final int column;
    private final ValueHistogram harmful;
    private final ValueHistogram others;
    private final List<FeatureExample> examples = new ArrayList<>();

    /** @param column of the feature's values */
    FeatureTally(CatalogueEntry entry, int column) {
        this.entry = entry;
        this.column = column;
        this.harmful = new ValueHistogram(BEYOND * entry.reference().high());
        this.others = new ValueHistogram(BEYOND * entry.reference().high());
    }

    /** @param shown whether the text may be an example */
    void add(ReadTranscript read, String file, boolean shown) {
        LabelledRecord record = read.record();
        boolean positive = record.label() == Label.POSITIVE && record.category().equals(entry.category());
        int strongestTurn = -1;
        float strongest = 0;
        for (int turn = 0; turn < read.turns().size(); turn++) {
            TurnScores scores = read.turns().get(turn).scores();
            for (int token = 0; token < scores.tokens().size(); token++) {
                float value = scores.score(token, column);
                (positive ? harmful : others).add(value);
                if (value > strongest) {
                    strongest = value;
                    strongestTurn = turn;
                }
            }
        }
        if (shown && strongestTurn >= 0) {
            consider(read, file, strongestTurn, strongest);
        }
    }

    /** Of each record its strongest turn; of a group of records, which mostly have the same words, the strongest. */
    private void consider(ReadTranscript read, String file, int turn, float value) {
        if (examples.size() == EXAMPLES && value <= examples.get(EXAMPLES - 1).value()) {
            return;
        }
        LabelledRecord record = read.record();
        TurnScores scores = read.turns().get(turn).scores();
        String text = record.messages().get(turn).text();
        FeatureExample example = new FeatureExample(
                file,
                record.id(),
                record.group(),
                record.category(),
                record.label(),
                turn,
                value,
                Excerpts.around(text, scores, column, Excerpts.strongest(scores, column)));
        boolean beaten = examples.stream()
                .anyMatch(other -> other.group().equals(example.group()) && other.value() >= example.value());
        if (beaten) {
            return;
        }
        examples.removeIf(other -> other.group().equals(example.group()));
        examples.add(example);
        examples.sort(Comparator.comparingDouble(FeatureExample::value).reversed());
        if (examples.size() > EXAMPLES) {
            examples.remove(EXAMPLES);
        }
    }

    CatalogueEntry entry() {
        return entry;
    }

    /** Strongest first. */
    List<FeatureExample> examples() {
        return List.copyOf(examples);
    }

    long tokens() {
        return harmful.tokens() + others.tokens();
    }

    long fired() {
        return harmful.fired() + others.fired();
    }

    /** Of harmful records of the feature's category, and of all others. */
    List<Curve> histograms() {
        return List.of(harmful.outline("harmful (" + entry.category() + ")"), others.outline("all others"));
    }
}
