package dev.assay.training;

import static java.util.Objects.requireNonNull;

import dev.assay.bundle.Provenance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Markdown text that travels with a bundle: what it is for, how it was made, what was measured, how it fails. */
final class ModelCard {

    private ModelCard() {}

    /** @param dictionaryOf digest of the bundle whose dictionary was kept; null if one was trained */
    static String of(
            TrainingOptions options,
            Provenance provenance,
            DictionaryMeasurement dictionary,
            @Nullable String dictionaryOf,
            List<TrainingReport.DetectorReport> detectors) {
        StringBuilder card = new StringBuilder();
        card.append("# ").append(options.name()).append("\n\n");
        card.append("Detectors that re-read chat transcripts with ")
                .append(options.reader().name())
                .append(". They report the state of that reader while it reads, never that of the model that wrote the"
                        + " chat.\n\n");
        card.append("## How it was made\n\n    ").append(provenance.createdBy()).append("\n\n");
        line(
                card,
                "| data file | SHA-256 | learnt from it | licences stated by the publishers of the records used | limits |");
        line(card, "|---|---|---|---|---|");
        for (Provenance.DataFile file : provenance.data()) {
            line(
                    card,
                    "| %s | `%s` | %s | %s | %s |",
                    file.name(),
                    file.sha256(),
                    String.join(", ", file.uses()),
                    file.licence().replace('|', '/'),
                    Licences.areOpen(file.licence()) ? "none" : "in part");
        }
        card.append(
                "\nThe data is not part of the bundle. Limits: no licence is stated for some of the records, or one that does not allow every"
                        + " use, such as commercial use; `--open-licences` trains without them.\n\n");
        dictionary(card, options, dictionary, dictionaryOf);
        detectors.forEach(detector -> detector(card, detector));
        card.append("## How it fails\n\n");
        card.append("- High scores on known sources mean that sources are easy to tell apart. The figures above are for"
                + " sources left out of training; other sources may do worse.\n");
        card.append("- The reader is small and reads English. Whether a statement is true is hardly visible to it.\n");
        card.append("- Thresholds were set on the unlabelled pool; other traffic has other false-alarm rates. Run new"
                + " detectors in shadow first.\n");
        card.append("- Features are hints; catalogue.json says of each label whether somebody confirmed it.\n");
        return card.toString();
    }

    private static void dictionary(
            StringBuilder card,
            TrainingOptions options,
            DictionaryMeasurement dictionary,
            @Nullable String dictionaryOf) {
        card.append("## Dictionary\n\n");
        line(
                card,
                "%d features at %s; batch top-k with k = %d, folded to JumpReLU.",
                options.dictionary().size(),
                options.harvest().dictionaryHook(),
                options.dictionary().k());
        String origin = dictionaryOf != null
                ? "It was kept from bundle " + dictionaryOf + "."
                : String.format(
                        Locale.ROOT,
                        "%.1f%% of the features were dead at the end of training.",
                        100 * requireNonNull(dictionary.deadShare(), "deadShare of a dictionary that was trained"));
        line(
                card,
                "On %d tokens of records it was not trained on: explained variance %.4f, mean L0 %.1f. %s",
                dictionary.fidelity().tokens(),
                dictionary.fidelity().explainedVariance(),
                dictionary.fidelity().meanL0(),
                origin);
        card.append('\n');
    }

    private static void detector(StringBuilder card, TrainingReport.DetectorReport detector) {
        line(card, "## Detector `%s`\n", detector.id());
        line(
                card,
                "Probe at %s, L2 penalty %s. Transfer to subsets left out of training, mean AUROC %.4f; a subset of one label is"
                        + " held against those of the other, left out as well:\n",
                detector.hook(),
                detector.penalty(),
                detector.meanTransfer());
        card.append("| subset | positives | negatives | AUROC |\n|---|---:|---:|---:|\n");
        for (TransferScore score : detector.transfer()) {
            line(card, "| %s | %d | %d | %.4f |", score.subset(), score.positives(), score.negatives(), score.auroc());
        }
        card.append("\n| measured on sources left out of training | |\n|---|---:|\n");
        detector.measurements().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> line(card, "| %s | %.5g |", entry.getKey(), entry.getValue()));
        card.append('\n');
    }

    private static void line(StringBuilder card, String format, Object... values) {
        card.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
