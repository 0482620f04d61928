package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTamperTest {

    private Path directory = Path.of("");
    private Path bundle = Path.of("");

    static Stream<String> paths() {
        return Stream.concat(BundleLayout.LIMITS.keySet().stream(), Stream.of(BundleLayout.MANIFEST));
    }

    @BeforeEach
    void write(@TempDir Path temporary) {
        directory = temporary;
        bundle = TinyBundle.write(directory.resolve("bundle"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void shouldRefuseAFlippedBitAnywhereInAFile(String path) throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(bundle.resolve(path));
        long seed = 29;
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            byte[] altered = whole.clone();
            int at = round == 0 ? 0 : round == 1 ? whole.length - 1 : random.nextInt(whole.length);
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(bundle.resolve(path), altered);

            // Then
            assertThatThrownBy(() -> Bundle.load(bundle))
                    .as("seed %d, byte %d", seed, at)
                    .isInstanceOf(BundleException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void shouldRefuseAMissingFile(String path) throws IOException {
        Files.delete(bundle.resolve(path));

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage("file " + path + " of bundle " + bundle + " cannot be read; expected it");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void shouldRefuseALongerFile(String path) throws IOException {
        byte[] whole = Files.readAllBytes(bundle.resolve(path));
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = '\n';
        Files.write(bundle.resolve(path), longer);

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("bundle.json");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void shouldRefuseALinkEvenToTheSameBytes(String path) throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(bundle.resolve(path), elsewhere);
        Files.createSymbolicLink(bundle.resolve(path), elsewhere);

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage("'" + path + "' is not a plain file; expected one that is not a link");
    }

    @Test
    void shouldRefuseALinkInPlaceOfADirectory() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(bundle.resolve("dictionary"), elsewhere);
        Files.createSymbolicLink(bundle.resolve("dictionary"), elsewhere);

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage("'dictionary' is not a directory; expected one that is not a link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extra.json", "dictionary/extra", ".hidden", "dictionary/.hidden", "bundle.json~"})
    void shouldRefuseAnExtraFile(String path) throws IOException {
        Files.writeString(bundle.resolve(path), "extra");

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("'" + path + "' does not belong to a bundle; expected only bundle.json, ");
    }

    @Test
    void shouldRefuseAnExtraDirectory() throws IOException {
        Files.createDirectory(bundle.resolve("more"));

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("'more' does not belong to a bundle");
    }

    @Test
    void shouldRefuseADirectoryInPlaceOfAFile() throws IOException {
        Files.delete(bundle.resolve("reader.json"));
        Files.createDirectory(bundle.resolve("reader.json"));

        assertThatThrownBy(() -> Bundle.load(bundle))
                .hasMessage("'reader.json' is not a plain file; expected one that is not a link");
    }

    @ParameterizedTest
    @CsvSource({
        "../secret",
        "/etc/hostname",
        "dictionary/../../secret",
        "dictionary/../reader.json",
        "bundle.json",
        "''"
    })
    void shouldRefuseAManifestThatListsAnotherPath(String path) throws IOException {
        // Given: a manifest that is consistent in itself
        Files.writeString(directory.resolve("secret"), "secret");
        Map<String, byte[]> files = files();
        files.put(path, "secret".getBytes(StandardCharsets.UTF_8));
        Files.write(bundle.resolve("bundle.json"), Manifest.of(files).bytes());

        // Then
        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("bundle.json lists '" + path + "'; expected only ");
    }

    @Test
    void shouldRefuseAManifestThatLeavesAFileOut() throws IOException {
        Map<String, byte[]> files = files();
        files.remove("reader.json");
        Files.write(bundle.resolve("bundle.json"), Manifest.of(files).bytes());

        assertThatThrownBy(() -> Bundle.load(bundle))
                .hasMessage("bundle.json does not list reader.json; expected every file of a bundle");
    }

    @Test
    void shouldNameAnotherDigest() throws IOException {
        // Given
        Path manifest = bundle.resolve("bundle.json");
        String digest = Bundle.load(bundle).digest();
        Files.writeString(manifest, Files.readString(manifest).replace(digest, "0".repeat(64)));

        // Then
        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage("bundle.json: digest is \"" + "0".repeat(64) + "\"; expected \"" + digest
                        + "\", the SHA-256 of the files it lists");
    }

    @Test
    void shouldRefuseAnotherFormatVersionAndOtherKeys() throws IOException {
        Path manifest = bundle.resolve("bundle.json");
        String text = Files.readString(manifest);

        Files.writeString(manifest, text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
        assertThatThrownBy(() -> Bundle.load(bundle))
                .hasMessage("bundle.json: formatVersion is 2; expected 1, the only one this release reads");

        Files.writeString(manifest, text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 1, \"x\" : 0"));
        assertThatThrownBy(() -> Bundle.load(bundle))
                .hasMessage("bundle.json: x is not known; expected only digest, files, formatVersion");

        Files.writeString(manifest, text.replace("\"formatVersion\" : 1", "\"formatVersion\" :  1"));
        assertThatThrownBy(() -> Bundle.load(bundle)).hasMessageContaining("in another layout");
    }

    @Test
    void shouldRefuseAnOversizedFileWithoutReadingItWhole() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(bundle.resolve("reader.json").toFile(), "rw")) {
            file.setLength(1L << 32); // sparse
        }

        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage("file reader.json is too large; expected at most 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reader.json | \"dModel\" : 384 | \"dModel\" : 383 | in catalogue.json: probes.safetensors: tensor"
                        + " 'scam.weight' has the shape [384]; expected [383]",
                "reader.json | \"window\" : 256 | \"window\" : 20 | in reader.json: window is 20 with contextTokens 96 and"
                        + " overlap 64; expected a window of at least 100 and no negative value",
                "reader.json | \"window\" : 256 | \"window\" : 256, \"more\" : 1 | in reader.json: reader.json: more is not"
                        + " known; expected only contextTokens, dModel, model, modelSha256, name, overlap, tokenizer,"
                        + " tokenizerSha256, window",
                "detectors.json | \"severity\" : \"high\" | \"severity\" : \"grave\" | in detectors.json: detectors.json:"
                        + " detectors[0].severity is \"grave\"; expected one of low, medium, high, critical",
                "detectors.json | \"kind\" : \"mean\" | \"kind\" : \"median\" | in detectors.json: detectors.json:"
                        + " detectors[0].pooling.kind is \"median\"; expected one of mean, max, rolling-mean,"
                        + " softmax-weighted",
                "detectors.json | \"probe\" : \"scam\" | \"probe\" : \"spam\" | detector 'scam' reads probe 'spam'; expected"
                        + " one of [scam, backdoor, deception]",
                "detectors.json | \"threshold\" : 0.5 | \"threshold\" : 0.5, \"threshold\" : 0.1 | in detectors.json:"
                        + " detectors.json is not valid JSON: Duplicate field 'threshold'; expected one JSON object",
                "catalogue.json | \"feature\" : 3, | \"feature\" : 64, | catalogue has feature 64; expected 0 to 63, the"
                        + " dictionary's features",
                "catalogue.json | \"hook\" : \"blocks.1.hook_resid_post\" | \"hook\" : \"blocks.1.hook_z\" | in"
                        + " catalogue.json: hook point is 'blocks.1.hook_z'; expected blocks.N.hook_resid_post with N a"
                        + " layer counted from 0",
                "catalogue.json | \"id\" : \"scam\" | \"id\" : \"spam\" | in catalogue.json: probes.safetensors: tensor"
                        + " 'spam.weight' is missing; expected it with the shape [384]",
                "dictionary/cfg.json | \"d_sae\" : 64 | \"d_sae\" : 63 | in dictionary/: sae_weights.safetensors: tensor"
                        + " 'threshold' has the shape [64]; expected [63]",
                "provenance.json | \"tokens\" : 1000 | \"tokens\" : 0 | in provenance.json: fidelity has meanL0 4.5,"
                        + " explainedVariance 0.25 and tokens 0; expected meanL0 0 or more, explainedVariance at most 1,"
                        + " both finite, and at least 1 token",
            })
    void shouldNameWhatDoesNotFitInABundleThatIsAuthentic(String path, String from, String to, String message)
            throws IOException {
        // Given: altered and signed anew
        String text = Files.readString(bundle.resolve(path));
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(bundle.resolve(path), text.substring(0, at) + to + text.substring(at + from.length()));
        Files.write(bundle.resolve("bundle.json"), Manifest.of(files()).bytes());

        // Then
        assertThatThrownBy(() -> Bundle.load(bundle))
                .isInstanceOf(BundleException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseADirectoryThatIsNotThere() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> Bundle.load(missing))
                .isInstanceOf(BundleException.class)
                .hasMessage("bundle " + missing + " is not a directory; expected one with a bundle.json");
    }

    private Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String path : BundleLayout.LIMITS.keySet()) {
            files.put(path, Files.readAllBytes(bundle.resolve(path)));
        }
        return files;
    }
}
