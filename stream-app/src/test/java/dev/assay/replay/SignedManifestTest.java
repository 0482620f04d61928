package dev.assay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.audit.AuditKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedManifestTest {

    @Test
    void shouldBeWrittenAsInTheGoldenFile() throws IOException {
        // Given
        byte[] golden = golden();

        // When, Then
        assertThat(new String(SignedManifest.of(Runs.manifest(), null).bytes(), UTF_8))
                .isEqualTo(new String(golden, UTF_8));
        assertThat(SignedManifest.read("golden", golden)).isEqualTo(new SignedManifest(Runs.manifest(), null));
    }

    @Test
    void shouldKeepItsSignature(@TempDir Path directory) throws IOException {
        // Given
        AuditKey key = AuditKey.generate(directory.resolve("key"));

        // When
        SignedManifest signed = SignedManifest.of(Runs.manifest(), key);
        SignedManifest read = SignedManifest.read("manifest", signed.bytes());

        // Then
        assertThat(read).isEqualTo(signed);
        read.requireSignedBy("manifest", key.publicKey());
        assertThat(read.signedBy()).isEqualTo("signed (Ed25519) with public key " + key.publicKey());
    }

    @Test
    void shouldRefuseOneThatWasChangedAfterwards(@TempDir Path directory) throws IOException {
        // Given
        AuditKey key = AuditKey.generate(directory.resolve("key"));
        String signed = new String(SignedManifest.of(Runs.manifest(), key).bytes(), UTF_8);

        // When, Then
        for (String[] change : new String[][] {
            {"\"to\" : 2400", "\"to\" : 2399"},
            {"abab", "abac"},
            {"\"10m\"", "\"11m\""},
            {"09:30:00.123Z", "09:30:00.124Z"},
            {"\"precision\" : \"fp32\"", "\"precision\" : \"fp16\""}
        }) {
            assertThat(signed).contains(change[0]);
            byte[] changed = signed.replace(change[0], change[1]).getBytes(UTF_8);
            assertThatThrownBy(() -> SignedManifest.read("manifest.json", changed))
                    .as(change[1])
                    .isInstanceOf(ReplayException.class)
                    .hasMessageStartingWith("manifest.json was changed after it was signed");
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        String golden = new String(SignedManifest.of(Runs.manifest(), null).bytes(), UTF_8);
        byte[] more = golden.replace("\"run\"", "\"also\" : 1, \"run\"").getBytes(UTF_8);
        assertThatThrownBy(() -> SignedManifest.read("manifest.json", more))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("also is not known");
    }

    @Test
    void shouldRefuseOneThatSomebodyElseSignedOrNobody(@TempDir Path directory) throws IOException {
        // Given
        AuditKey ours = AuditKey.generate(directory.resolve("ours"));
        AuditKey theirs = AuditKey.generate(directory.resolve("theirs"));

        // When, Then
        assertThatThrownBy(() -> SignedManifest.of(Runs.manifest(), theirs).requireSignedBy("it", ours.publicKey()))
                .hasMessage("it was signed with another key; expected the given one");
        assertThatThrownBy(() -> SignedManifest.of(Runs.manifest(), null).requireSignedBy("it", ours.publicKey()))
                .hasMessage("it is not signed; expected a signature of the given key");
        assertThat(SignedManifest.of(Runs.manifest(), null).signedBy())
                .isEqualTo("not signed: nothing proves that it is as it was written");
    }

    @Test
    void shouldLetOnlyTheSameRunGoOn() {
        // Given
        Manifest pinned = Runs.manifest();

        // When, Then
        pinned.requireSame(with(pinned, "assay.stream.threads", "8"));
        assertThatThrownBy(() -> pinned.requireSame(with(pinned, "assay.alerts.cool-down", "5m")))
                .isInstanceOf(ReplayException.class)
                .hasMessage(
                        "run tuesday was begun with another setting assay.alerts.cool-down: its manifest says 10m, this "
                                + "is 5m; start it with what the manifest says, or start a run with another id");
    }

    private static Manifest with(Manifest manifest, String setting, String value) {
        SortedMap<String, String> configuration = new TreeMap<>(manifest.configuration());
        configuration.put(setting, value);
        return new Manifest(
                manifest.run(),
                manifest.createdAt(),
                manifest.version(),
                manifest.from(),
                manifest.to(),
                manifest.range(),
                manifest.warmUp(),
                manifest.warmedSince(),
                manifest.alertsTopic(),
                manifest.bundle(),
                manifest.engine(),
                configuration);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = SignedManifestTest.class.getResourceAsStream("manifest.v1.json")) {
            return Objects.requireNonNull(in, "manifest.v1.json").readAllBytes();
        }
    }
}
