package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.Probe;
import dev.assay.chat.Role;
import dev.assay.detector.Calibration;
import dev.assay.detector.Combination;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Outcome;
import dev.assay.detector.Passage;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.dictionary.DType;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

    private Path directory = Path.of("");

    @BeforeEach
    void use(@TempDir Path temporary) {
        directory = temporary;
    }

    @Test
    void shouldLoadWhatWasWritten() {
        // Given
        BundleContents contents = TinyBundle.contents();

        // When
        Bundle bundle = Bundle.load(TinyBundle.write(directory));

        // Then
        assertThat(bundle.reader()).isEqualTo(contents.reader());
        assertThat(bundle.provenance()).isEqualTo(contents.provenance());
        assertThat(bundle.modelCard()).isEqualTo(contents.modelCard());
        assertThat(bundle.catalogue().features()).isEqualTo(contents.catalogue().features());
        assertThat(bundle.detectors()).extracting(detector -> detector.spec()).isEqualTo(contents.detectors());
        assertThat(bundle.dictionary().hook()).isEqualTo(TinyBundle.HOOK);
        assertThat(bundle.dictionary().encoderBias())
                .containsExactly(contents.dictionary().encoderBias());
        for (Probe probe : contents.catalogue().probes()) {
            assertThat(bundle.catalogue().probe(probe.id())).hasValueSatisfying(read -> {
                assertThat(read.hook()).isEqualTo(probe.hook());
                assertThat(read.weight()).containsExactly(probe.weight());
                assertThat(read.bias()).isEqualTo(probe.bias());
            });
        }
    }

    @Test
    void shouldKeepEveryKindOfPoolingCalibrationAndCombination() {
        // Given
        List<DetectorSpec> specs = new ArrayList<>();
        for (Pooling pooling : List.of(
                new Pooling.Mean(), new Pooling.Max(), new Pooling.RollingMean(5), new Pooling.SoftmaxWeighted(0.7))) {
            specs.add(new DetectorSpec(
                    "power_seeking." + specs.size(),
                    "power_seeking",
                    Severity.MEDIUM,
                    Mode.SHADOW,
                    EnumSet.of(Role.USER, Role.TOOL),
                    List.of(new WeightedProbe("scam", 0.25), new WeightedProbe("deception", -3)),
                    pooling,
                    specs.size() % 2 == 0 ? null : new Passage(12.5, new Calibration.Platt(2, -1)),
                    3,
                    7.5,
                    0.99,
                    new Calibration.Platt(0.1, -1e-7),
                    new Calibration.Isotonic(new double[] {-1.5, 0.1}, new double[] {0.001, 0.999}),
                    specs.size() < 2 ? new Combination.Largest() : new Combination.PooledOdds(0.3),
                    0.9731,
                    List.of(41, 3)));
        }

        // When
        Bundle bundle = BundleWriter.write(with(TinyBundle.contents(), specs), DType.F32, directory);

        // Then
        assertThat(bundle.detectors()).extracting(detector -> detector.spec()).isEqualTo(specs);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameContents() throws IOException {
        // When
        TinyBundle.write(directory.resolve("a"));
        TinyBundle.write(directory.resolve("b"));

        // Then
        assertThat(bytes(directory.resolve("a")))
                .isEqualTo(bytes(directory.resolve("b")))
                .hasSize(9);
        assertThat(Bundle.load(directory.resolve("a")).digest())
                .isEqualTo(Bundle.load(directory.resolve("b")).digest())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void shouldChangeItsDigestWithAnyPart() {
        // Given
        BundleContents contents = TinyBundle.contents();
        Provenance before = contents.provenance();
        Provenance renamed = new Provenance(
                "renamed",
                before.createdBy(),
                before.seeds(),
                before.data(),
                before.dictionary(),
                before.measurements());

        // When
        Bundle bundle = BundleWriter.write(contents, DType.F16, directory.resolve("a"));
        Bundle other = BundleWriter.write(
                new BundleContents(
                        contents.reader(),
                        contents.dictionary(),
                        contents.catalogue(),
                        contents.detectors(),
                        renamed,
                        contents.modelCard()),
                DType.F16,
                directory.resolve("b"));

        // Then
        assertThat(other.digest()).isNotEqualTo(bundle.digest());
    }

    @Test
    void shouldRefuseToWriteOverSomethingElse() throws IOException {
        Files.writeString(directory.resolve("kept"), "kept");

        assertThatThrownBy(() -> TinyBundle.write(directory))
                .isInstanceOf(BundleException.class)
                .hasMessage("directory " + directory + " is not empty; expected an empty or new one");
        assertThat(directory.resolve("kept")).hasContent("kept");
    }

    @Test
    void shouldDescribeItself() {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory));

        // When
        String report = String.join("\n", BundleReport.lines(bundle));

        // Then
        assertThat(report).isEqualTo("""
                        bundle      tiny
                        digest      %s
                        reader      bge-small-en-v1.5, dModel 384, window 256 tokens
                        hooks       blocks.1.hook_resid_post; 7 columns
                        dictionary  64 features at blocks.1.hook_resid_post, mean L0 4.5, explained variance 0.2500 over 1000 tokens
                        catalogue   4 features, 3 probes

                        detector                 category     severity  mode    threshold  probes
                        scam                     scam         high      active     0.5000  scam
                        backdoor                 backdoor     critical  active     0.5000  backdoor
                        deception                deception    low       shadow     0.5000  deception

                        created by  written by a test
                        seed        weights 1
                        data        none.jsonl.gz 0000000000000000000000000000000000000000000000000000000000000000 (random numbers) for dictionary, scam
                        measured    scam auroc 0.5000""".formatted(bundle.digest()));
    }

    @Test
    void shouldReadTheFirstBundlesWhichDoNotSayWhatLearntFromAFile() throws IOException {
        // Given
        Provenance.DataFile file = new Provenance.DataFile("old.jsonl", "1".repeat(64), "not stated", List.of());
        BundleContents tiny = TinyBundle.contents();
        Provenance provenance = new Provenance(
                "old", "a test", Map.of(), List.of(file), tiny.provenance().dictionary(), Map.of());

        // When
        Bundle bundle = BundleWriter.write(
                new BundleContents(
                        tiny.reader(), tiny.dictionary(), tiny.catalogue(), tiny.detectors(), provenance, "# Old"),
                DType.F16,
                directory);

        // Then
        assertThat(Files.readString(directory.resolve("provenance.json"))).doesNotContain("uses");
        assertThat(bundle.provenance().data()).containsExactly(file);
    }

    @Test
    void shouldAssessATurnOfScores() {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory));
        int columns = bundle.head().columns();
        float[] rows = new float[4 * columns];
        Arrays.fill(rows, 3);
        Tokens tokens = new Tokens(new int[4], new int[] {0, 2, 4, 6}, new int[] {1, 3, 5, 7});

        // When
        List<Outcome> outcomes = bundle.detectors().stream()
                .map(detector -> detector.assess(
                                Role.USER, new TurnScores(tokens, columns, rows), ConversationMemory.EMPTY)
                        .verdict()
                        .outcome())
                .toList();

        // Then
        assertThat(outcomes).containsOnly(Outcome.FLAGGED);
    }

    static BundleContents with(BundleContents contents, List<DetectorSpec> detectors) {
        return new BundleContents(
                contents.reader(),
                contents.dictionary(),
                contents.catalogue(),
                detectors,
                contents.provenance(),
                contents.modelCard());
    }

    static DetectorSpec detector(String probe, List<Integer> evidence) {
        return new DetectorSpec(
                probe,
                "scam",
                Severity.HIGH,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe(probe, 1)),
                new Pooling.Mean(),
                1,
                0,
                1,
                new Calibration.Platt(1, 0),
                new Calibration.Platt(1, 0),
                0.5,
                evidence);
    }

    private static Map<String, String> bytes(Path bundle) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bundle)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(bundle.relativize(file).toString(), Manifest.sha256(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
