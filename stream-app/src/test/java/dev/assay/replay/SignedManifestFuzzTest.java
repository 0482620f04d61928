package dev.assay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class SignedManifestFuzzTest {

    static Stream<byte[]> seeds() {
        String whole = new String(SignedManifest.of(Runs.manifest(), null).bytes(), UTF_8);
        String signature = "\"signature\":{\"algorithm\":\"Ed25519\",\"publicKey\":\"MCow\",\"value\":\"AA==\"}";
        return Stream.of(
                        whole,
                        whole.replaceFirst("\\{", "{" + signature + ","),
                        whole.replace("\"to\" : 2400", "\"to\" : 9223372036854775808"),
                        whole.replace("\"to\" : 2400", "\"to\" : -1"),
                        whole.replace("PT24H", "PT9999999999999999999H"),
                        whole.replace("cpu", ""),
                        "{\"format\":" + "[".repeat(1_100),
                        "{\"format\":1e999999999}",
                        "")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "\"signature\"",
        "\"Ed25519\"",
        "-1",
        "1e999",
        "+999999999-12-31T23:59:59Z",
        "PT-1S",
        "null",
        "\\ud800"
    })
    @FuzzTest
    void shouldReadAManifestOrSayWhatIsWrong(byte[] input) {
        SignedManifest read = Untrusted.read(ReplayException.class, () -> SignedManifest.read("manifest", input));
        if (read != null) {
            assertThat(read.signature()).as("nobody here has a key").isNull();
            assertThat(SignedManifest.read("written", read.bytes())).isEqualTo(read);
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(SignedManifestFuzzTest.class, seeds(), this::shouldReadAManifestOrSayWhatIsWrong);
    }
}
