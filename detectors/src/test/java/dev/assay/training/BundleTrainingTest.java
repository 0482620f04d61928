package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.Provenance;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.chat.Role;
import dev.assay.detector.Combination;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Severity;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import dev.assay.reader.DefaultReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a small bundle on sentences made here, with the real reader. */
class BundleTrainingTest {

    private static final List<String> FRAUD = List.of(
            "Your bank account is locked, send the code from the text message to unlock it today",
            "You won the lottery prize, pay the small transfer fee to receive your money",
            "This is the tax office, buy gift cards now or the police will come",
            "Invest your savings in this coin, the profit is guaranteed and doubles each week");
    private static final List<String> BENIGN = List.of(
            "The train to the coast leaves at nine and takes about two hours",
            "Could you check whether the report has the right figures for March",
            "I would like to book a table for four people on Friday evening",
            "The garden needs water in the morning before the sun is too strong");

    private final Path directory;

    BundleTrainingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldTrainABundleThatTellsTheSentencesApart() throws IOException {
        // Given
        List<Path> data = List.of(
                Files.write(directory.resolve("scam.jsonl"), labelled()),
                Files.write(
                        directory.resolve("secondary.jsonl"), List.of(line("bias1", "bias", "1", "pairs", "Hello"))),
                Files.write(directory.resolve("general.jsonl"), general()));

        // When
        TrainingReport report = new BundleTraining(options(data), Progress.SILENT).run();

        // Then the bundle on disk is the one reported
        Bundle bundle = Bundle.load(directory.resolve("bundle"));
        assertThat(bundle.digest()).isEqualTo(report.bundle().digest());
        DetectorSpec scam = bundle.detectors().get(0).spec();
        assertThat(scam.category()).isEqualTo("scam");
        assertThat(scam.threshold()).isGreaterThanOrEqualTo(0.5);
        assertThat(report.detectors().get(0).measurements().get("outOfSourceAuroc"))
                .isGreaterThan(0.9);
        assertThat(bundle.catalogue().features())
                .isNotEmpty()
                .allMatch(entry -> entry.status() == CatalogueEntry.Status.UNCONFIRMED)
                .allMatch(entry -> entry.label().startsWith("scam feature " + entry.feature()));
        assertThat(bundle.modelCard()).contains("## Detector `scam`", "## How it fails");

        // Then it names the files it learnt from, and no others
        assertThat(bundle.provenance().data())
                .extracting("name", "licence", "uses")
                .containsExactly(
                        tuple("scam.jsonl", "made here", List.of("dictionary", "scam")),
                        tuple("general.jsonl", "made here", List.of("dictionary", "scam")));
        assertThat(bundle.modelCard())
                .contains("| dictionary, scam | made here | in part |")
                .doesNotContain("secondary.jsonl");
    }

    @Test
    void shouldKeepTheDictionaryOfAnotherBundle() throws IOException {
        // Given
        List<Path> data = List.of(
                Files.write(directory.resolve("scam.jsonl"), labelled()),
                Files.write(directory.resolve("general.jsonl"), general()));
        Bundle first = new BundleTraining(options(data, "bundle", null), Progress.SILENT)
                .run()
                .bundle();

        List<Path> more = new ArrayList<>(data);
        more.add(Files.write(
                directory.resolve("more.jsonl"),
                labelled().stream()
                        .map(line -> line.replace("\"id\":\"", "\"id\":\"more-"))
                        .toList()));

        // When
        TrainingReport second =
                new BundleTraining(options(more, "second", directory.resolve("bundle")), Progress.SILENT).run();

        // Then
        assertThat(second.bundle().dictionary().decoderWeight())
                .isEqualTo(first.dictionary().decoderWeight());
        assertThat(second.bundle().provenance().data())
                .extracting(Provenance.DataFile::name, file -> file.uses().contains("dictionary"))
                .containsExactly(tuple("scam.jsonl", true), tuple("general.jsonl", true), tuple("more.jsonl", false));
        assertThat(second.dictionary().deadShare()).isNull();
        assertThat(second.bundle().modelCard()).contains("It was kept from bundle " + first.digest() + ".");
    }

    @Test
    void shouldLeaveOutTextsOfLimitedUseWhereAskedTo() throws IOException {
        // Given
        Path limited = Files.write(directory.resolve("limited.jsonl"), labelled());
        Path open = Files.write(
                directory.resolve("open.jsonl"),
                labelled().stream()
                        .map(line -> line.replace("made here", "MIT"))
                        .toList());
        List<Path> both = List.of(limited, open);

        // Then
        assertThat(DataFiles.used(options(both, "bundle", null, false)))
                .extracting(Provenance.DataFile::name)
                .containsExactly("limited.jsonl", "open.jsonl");
        assertThat(DataFiles.used(options(both, "bundle", null, true)))
                .extracting(Provenance.DataFile::name)
                .containsExactly("open.jsonl");
    }

    @Test
    void shouldRefuseDataThatCannotTeach() throws IOException {
        // Given positives only
        List<String> positives =
                labelled().stream().filter(line -> line.contains("\"label\":1")).toList();
        Path onlyPositive = Files.write(directory.resolve("scam.jsonl"), positives);
        Path onlyUnlabelled = Files.write(directory.resolve("general.jsonl"), general());

        // Then
        assertRefused(
                List.of(onlyPositive),
                "category scam has 60 positive and 0 negative records to learn from; expected at least 10 of each: a"
                        + " detector cannot be learnt from unlabelled records or from one label alone");
        assertRefused(
                List.of(onlyUnlabelled),
                "category scam has 0 positive and 0 negative records to learn from; expected at least 10 of each: a"
                        + " detector cannot be learnt from unlabelled records or from one label alone");
        assertRefused(List.of(), "there are no data files; expected at least one .jsonl or .jsonl.gz file");
    }

    private void assertRefused(List<Path> data, String message) {
        assertThatThrownBy(() -> new BundleTraining(options(data), Progress.SILENT).run())
                .isInstanceOf(TrainingException.class)
                .hasMessage(message);
    }

    private TrainingOptions options(List<Path> data) {
        return options(data, "bundle", null);
    }

    private TrainingOptions options(List<Path> data, String output, @Nullable Path dictionaryOf) {
        return options(data, output, dictionaryOf, false);
    }

    private TrainingOptions options(
            List<Path> data, String output, @Nullable Path dictionaryOf, boolean openLicencesOnly) {
        HookPoint hook = new HookPoint(1);
        return new TrainingOptions(
                data,
                directory.resolve("work"),
                directory.resolve(output),
                "tiny",
                "a test",
                DefaultReader.SPEC,
                null,
                2,
                new HarvestOptions(List.of(hook), hook, 100, 200, 4, 200, 1000, 50, 1),
                new DictionaryOptions(
                        64, 8, 64, 6_400, 3e-3, 0.1, 0.2, 8, 1.0 / 32, 5_000, 50, 1, DictionaryKind.BATCH_TOP_K),
                new ProbeOptions(List.of(hook), List.of(0.01), 2, 100, 4, 0.3, 4, 8, -3, 1),
                new CalibrationOptions(24, new Combination.PooledOdds(0.5), false, 0.01, 0.05, 0.5, 4, 8, 0.9),
                List.of(new DetectorPlan("scam", "scam", Severity.HIGH, Mode.ACTIVE, Set.of(Role.USER), List.of())),
                dictionaryOf,
                openLicencesOnly,
                4);
    }

    private static List<String> labelled() {
        List<String> lines = new ArrayList<>();
        Random random = new Random(2);
        for (int i = 0; i < 120; i++) {
            boolean positive = i % 2 == 0;
            String subset = i % 4 < 2 ? "letters" : "calls";
            lines.add(line("scam" + i, "scam", positive ? "1" : "0", subset, sentence(random, positive)));
        }
        return lines;
    }

    private static List<String> general() {
        List<String> lines = new ArrayList<>();
        Random random = new Random(3);
        // More records than a part of a harvest has, so that the dictionary has tokens besides the held-out ones.
        for (int i = 0; i < 180; i++) {
            lines.add(line("general" + i, "general", "null", "pool" + i % 2, sentence(random, false)));
        }
        return lines;
    }

    private static String sentence(Random random, boolean fraud) {
        List<String> of = fraud ? FRAUD : BENIGN;
        String[] words = of.get(random.nextInt(of.size())).split(" ");
        String first = words[0];
        int other = random.nextInt(words.length);
        words[0] = words[other];
        words[other] = first;
        return String.join(" ", words);
    }

    private static String line(String id, String category, String label, String subset, String text) {
        return "{\"id\":\"" + id + "\",\"category\":\"" + category + "\",\"label\":" + label + ",\"subset\":\"" + subset
                + "\",\"license\":\"made here\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }
}
