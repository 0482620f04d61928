package dev.assay.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.chat.Role;
import dev.assay.detector.Calibration;
import dev.assay.detector.Combination;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Passage;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.dictionary.Activation;
import dev.assay.dictionary.DType;
import dev.assay.dictionary.Dictionary;
import dev.assay.dictionary.Fidelity;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import dev.assay.graph.HookPoint;
import dev.assay.reader.ReaderSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** An input is the number of a file and what is in it; the others are whole, and the manifest lists what is there. */
class BundleFuzzTest {

    private static final HookPoint HOOK = new HookPoint(1);
    private static final int WIDTH = 4;
    private static final Map<String, byte[]> WHOLE = BundleFiles.write(contents(), DType.F16);
    private static final List<String> PATHS = List.copyOf(new TreeMap<>(WHOLE).keySet());
    private static final int MANIFEST = PATHS.size();

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void write() {
        BundleWriter.write(contents(), DType.F16, directory.resolve("bundle"));
        write(directory.resolve("secret"), "secret".getBytes(UTF_8));
    }

    static Stream<byte[]> seeds() {
        Stream<byte[]> whole = IntStream.range(0, MANIFEST).mapToObj(file -> seed(file, whole(file)));
        Stream<byte[]> manifests = Stream.of(
                        "../secret", "/etc/hostname", "dictionary/../reader.json", "bundle.json", "")
                .map(path -> {
                    Map<String, byte[]> files = new TreeMap<>(WHOLE);
                    files.put(path, "secret".getBytes(UTF_8));
                    return seed(MANIFEST, Manifest.of(files).bytes());
                });
        Stream<byte[]> hostile = IntStream.rangeClosed(0, MANIFEST).boxed().flatMap(file -> Stream.of(
                        "", "{}", "[".repeat(1_500), "{\"a\":1e999999999}", "{\"a\":\"\\ud800\"}")
                .map(text -> seed(file, text.getBytes(UTF_8))));
        Stream<byte[]> listed = Stream.of(seed(MANIFEST, Manifest.of(WHOLE).bytes()));
        return Stream.of(whole, listed, manifests, hostile).flatMap(all -> all);
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "1e999",
        "-1",
        "2147483648",
        "null",
        "\"kind\"",
        "blocks.99999999999.hook_resid_pre",
        "../",
        "\\ud800"
    })
    @FuzzTest
    void shouldLoadABundleOrSayWhatIsWrong(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int file = Math.floorMod(input[0], MANIFEST + 1);
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        Map<String, byte[]> files = new TreeMap<>(WHOLE);
        if (file == MANIFEST) {
            load(files, content);
            return;
        }
        files.put(PATHS.get(file), content);
        BundleContents contents = Untrusted.read(BundleException.class, () -> BundleFiles.read(files));
        if (contents != null) {
            load(files, Manifest.of(files).bytes());
            Map<String, byte[]> written = BundleFiles.write(contents, DType.F32);
            assertThat(BundleFiles.write(BundleFiles.read(written), DType.F32))
                    .usingRecursiveComparison()
                    .isEqualTo(written);
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(BundleFuzzTest.class, seeds(), this::shouldLoadABundleOrSayWhatIsWrong);
    }

    /** From the disk, as users do. */
    private static void load(Map<String, byte[]> files, byte[] manifest) {
        Path bundle = directory.resolve("bundle");
        files.forEach((path, content) -> write(bundle.resolve(path), content));
        write(bundle.resolve(BundleLayout.MANIFEST), manifest);
        Untrusted.read(BundleException.class, () -> Bundle.load(bundle));
    }

    private static byte[] whole(int file) {
        return Objects.requireNonNull(WHOLE.get(PATHS.get(file)), "file");
    }

    private static byte[] seed(int file, byte[] content) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(file);
        seed.writeBytes(content);
        return seed.toByteArray();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Little of everything a bundle can hold. */
    private static BundleContents contents() {
        Random random = new Random(1);
        int features = 3;
        CatalogueEntry plain =
                SyntheticParts.catalogue(List.of(2), List.of()).features().get(0);
        CatalogueEntry measured = new CatalogueEntry(
                plain.feature(),
                plain.label(),
                plain.description(),
                plain.category(),
                plain.status(),
                plain.reference(),
                List.of(new FeatureMeasurement(
                        "d",
                        new FeatureMeasurement.Discrimination(0.5, 0.5, 0.5, 10, 10),
                        new FeatureMeasurement.Causality(10, 0.5, 0.1, 0.01))));
        return new BundleContents(
                new ReaderSpec("r", "m", "0".repeat(64), "t", "0".repeat(64), WIDTH, 16, 4, 4),
                new Dictionary(
                        HOOK,
                        SyntheticParts.gaussian(random, WIDTH * features, 1),
                        SyntheticParts.gaussian(random, features, 1),
                        SyntheticParts.gaussian(random, features * WIDTH, 1),
                        SyntheticParts.gaussian(random, WIDTH, 1),
                        new Activation.JumpRelu(new float[] {0.1f, 0.2f, 0.3f}),
                        true),
                new Catalogue(List.of(measured), List.of(SyntheticParts.probe("p", HOOK, WIDTH, random, 1, 0))),
                List.of(new DetectorSpec(
                        "d",
                        "c",
                        Severity.HIGH,
                        Mode.ACTIVE,
                        EnumSet.allOf(Role.class),
                        List.of(new WeightedProbe("p", 1)),
                        new Pooling.RollingMean(8),
                        new Passage(32, new Calibration.Platt(1, 0)),
                        4,
                        16,
                        0.9,
                        new Calibration.Isotonic(new double[] {-1, 1}, new double[] {0.25, 0.75}),
                        new Calibration.Platt(1, 0),
                        new Combination.PooledOdds(0.5),
                        0.5,
                        List.of(2))),
                new Provenance(
                        "tiny",
                        "a test",
                        Map.of("weights", 1L),
                        List.of(new Provenance.DataFile("n", "0".repeat(64), "none", List.of("d"))),
                        new Fidelity(1, 0.5, 10),
                        Map.of("d", Map.of("auroc", 0.5))),
                "# Tiny\n");
    }
}
