package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.audit.AuditException;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class SignedCheckpointFuzzTest {

    static Stream<byte[]> seeds() throws IOException {
        String whole = new String(SignedCheckpointTest.golden(), UTF_8);
        return Stream.of(
                        whole,
                        whole.replace("\"to\" : 131", "\"to\" : 9223372036854775808"),
                        whole.replace("\"sequence\" : 7", "\"sequence\" : -1"),
                        whole.replace("abab", "SECRET"),
                        whole.replace("2026-11-21", "+999999999-11-21"),
                        whole.replace("Ed25519", "SECRET"),
                        "{\"format\":" + "[".repeat(1_100),
                        "{\"format\":1e999999999}",
                        "{\"SECRET\":\"\\ud800\"}",
                        "")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        Untrusted.SECRET,
        "\"previous\"",
        "\"records\"",
        "-1",
        "1e999",
        "+999999999-12-31T23:59:59Z",
        "null"
    })
    @FuzzTest
    void shouldTakeNothingThatWasNotSigned(byte[] input) throws IOException {
        SignedCheckpoint read = Untrusted.readSecret(AuditException.class, () -> SignedCheckpoint.read("it", input));
        if (read != null) {
            assertThat(read).isEqualTo(SignedCheckpoint.read("golden", SignedCheckpointTest.golden()));
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() throws IOException {
        Mutations.check(SignedCheckpointFuzzTest.class, seeds(), this::shouldTakeNothingThatWasNotSigned);
    }
}
