package dev.assay.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeetspeakTest {

    private static WordPieceTokenizer words;

    @BeforeAll
    static void load() throws IOException {
        words = TokenizerFixture.load();
    }

    @AfterAll
    static void close() {
        words.close();
    }

    @ParameterizedTest
    @CsvSource({
        "s3nd th3 p4ssw0rd n0w, send the password now",
        "Y0ur 4cc0un7 h4s b33n l0ck3d, Your account has been locked",
        "p@ssw0rd 4nd p1n, password and pin",
        "th!s $afe 4c7i0n c0sts $50, this $afe action costs $50",
        "1ink y0ur w4llet b310w, link your wallet below",
        "y0ur b0nu5 4w41ts y0u, your bonus awaits you",
        "S3ND TH3 C0DE, SEND THE CODE"
    })
    void shouldUndoWordsInEachOthersCompany(String disguised, String plain) {
        assertThat(undone(disguised)).isEqualToIgnoringCase(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The c0de is 4815.",
                "Flight BA2490 leaves at 10am from gate B4, arriving on the 3rd at 7pm.",
                "order 1990s vinyl, 5kg of flour, 3x USB3 cables and an mp3 player for $450.00",
                "for (int i0 = 0; i0 < n1; i0++) { a1[i0] = b2 + 0x1F; } // sha1, base64, utf8, i18n",
                "int32_t x1 = v2.x3, y1 = s3.get(k8s); md5sum l33t",
                "550e8400-e29b-41d4-a716-446655440000",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "H2O, CO2, B12, E120, MP4, 4K, 5G, 3D, A4 and Windows 95",
                "$it = $top->page5; @end; !done"
            })
    void shouldLeaveNumbersNamesAndCodeAlone(String text) {
        assertThat(undone(text)).isEqualTo(text);
    }

    @Test
    void shouldLeaveAloneWhatStandsFarFromAnySuchWord() {
        // Given two such words with more words between them than are looked at
        String text = "the c0de of the house on the left is n0w here";

        // When, Then
        assertThat(undone(text)).isEqualTo(text);
    }

    private static String undone(String text) {
        return TextNormalizer.normalize(text, words::isWord).text();
    }
}
