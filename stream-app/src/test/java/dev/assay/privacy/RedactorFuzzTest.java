package dev.assay.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** An input is what a chat's author writes around an identifier; its first byte says where it stands and which it is. */
class RedactorFuzzTest {

    private static final List<String> IDENTIFIERS = List.of(
            "ana@example.org",
            "DE89 3704 0044 0532 0130 00",
            "4111 1111 1111 1111",
            "+49 30 901820",
            "2001:db8::8a2e:370:7334");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "\u0000Call me or write to me.",
                        "\u0007a@b.c d@e.f 192.168.0.1 1 2 3 4 5 6 7 8",
                        "\u000b" + "a".repeat(300) + "@",
                        "\u0010" + "1 ".repeat(200),
                        "\u0015" + "a.".repeat(200) + "@" + "a.".repeat(200),
                        "\u001a" + ":".repeat(300) + "::1::",
                        "!" + "DE12 ".repeat(80),
                        "&+" + "0()./- ".repeat(60),
                        "+\u05D0\u202E\uFF11\uFF12\u0661\u0662 \uD83D\uDE00 x@\u00e9.\u4e2d")
                .map(text -> text.getBytes(UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"@", "::", "+", "(0", "\u00a0", "DE89", "4111", "-", ".", "\uFF11", "\uD83D\uDE00"})
    @FuzzTest
    void shouldCutAnIdentifierOutWhateverStandsAroundIt(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String author = new String(input, 1, input.length - 1, UTF_8);
        int choice = Byte.toUnsignedInt(input[0]);
        String identifier = IDENTIFIERS.get(choice % IDENTIFIERS.size());
        if (author.contains(identifier)) {
            return; // within a word, perhaps, where it is none
        }
        int place = author.offsetByCodePoints(
                0, author.codePointCount(0, author.length()) * (choice / IDENTIFIERS.size()) / 64);
        String before = author.substring(0, place) + "\n\n";
        String text = before + identifier + "\n\n" + author.substring(place);
        String whole = redacted(text, 0, text.length());
        String cut = redacted(text, before.length() + identifier.length() / 2, text.length());
        assertThat(whole).as("the whole text").doesNotContain(identifier);
        assertThat(cut).as("the second half of it").doesNotStartWith(identifier.substring(identifier.length() / 2));
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(RedactorFuzzTest.class, seeds(), this::shouldCutAnIdentifierOutWhateverStandsAroundIt);
    }

    private static String redacted(String text, int start, int end) {
        return Objects.requireNonNull(
                Untrusted.read(IllegalStateException.class, () -> Redactor.redacted(text, start, end)));
    }
}
