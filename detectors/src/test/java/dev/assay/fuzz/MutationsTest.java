package dev.assay.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationsTest {

    private static final List<byte[]> SEEDS = List.of("{\"a\":[1,2]}".getBytes(UTF_8), new byte[0], new byte[20_000]);
    private static final List<byte[]> WORDS = List.of("null".getBytes(UTF_8));

    @Test
    void shouldBeTheSameInEveryRunAndOnEveryMachine() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Mutations.of(SEEDS, WORDS, 1_000).forEach(digest::update);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("f8d3cd07d0e9a13ce0c2133248f69e97580233a3f78ca83d5827b64a177a1e08");
    }

    @Test
    void shouldDifferAndStaySmall() {
        List<byte[]> inputs = Mutations.of(SEEDS, WORDS, 1_000).toList();
        assertThat(inputs.stream().map(HexFormat.of()::formatHex).distinct().count())
                .isGreaterThan(800);
        assertThat(inputs).allSatisfy(input -> assertThat(input).hasSizeLessThanOrEqualTo(16_384));
    }
}
