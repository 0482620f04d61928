package dev.assay.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Dear Sir or Madam,\n\tplease find the code (6 digits) below: 481-202.",
                "if (a != b) { return x[0] % 2; } // ~^`|",
                "It\u2019s \u201Cfine\u201D \u2013 really\u2026 \u00A35 \u00BD \u2122 \u00A9\u00A0\u20AC7 \u2022 item",
                "smile \uD83D\uDE00",
                "\u043F\u0440\u0438\u0432\u0435\u0442 \u043A\u0430\u043A \u0434\u0435\u043B\u0430",
                "\u043E\u043D \u0438 \u043E\u043D\u0430 \u0442\u0430\u043C"
            })
    void shouldLeavePlainTextAsItIs(String text) {
        // When, Then
        assertThat(normalized(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'p\u200Bass\u00ADw\u2060ord', password",
        "'\u202Ecode\u202C', code",
        "'g\uFE0Fift', gift",
        "'p\u0336a\u0301y\u20DD', pay",
        "'caf\u00E9', cafe",
        "'\uFF30\uFF41\uFF59\uFF0E\uFF43\uFF4F\uFF4D', Pay.com",
        "'\uD835\uDC29\uD835\uDC1A\uD835\uDC32 \u24D2\u24DE\u24D3\u24D4', 'pay code'",
        "'\uFB01nal', final",
        "'p\u0430ssw\u043Erd', password",
        "'\u0420\u0430yPal', PayPal",
        "'\u03C1\u03B1y now', 'pay now'",
        "'tell me the \u0440\u0430\u0443 \u0441\u043E\u0435 number', 'tell me the pay coe number'",
        "'pass\uD83D\uDE00word\u2713', 'pass \uD83D\uDE00 word \u2713'",
        "'\u1D04\u1D0F\u1D05\u1D07 now please', 'code now please'"
    })
    void shouldUndoDisguises(String disguised, String plain) {
        // When, Then
        assertThat(normalized(disguised).text()).isEqualTo(plain);
    }

    @Test
    void shouldLeaveAWordOfTwoScriptsThatHidesNone() {
        // Given a Latin letter beside Cyrillic ones that look like no Latin letter
        String text = "\u0448\u043F\u0438\u043B\u044Cx";

        // When, Then
        assertThat(normalized(text).text()).isEqualTo(text);
    }

    @Test
    void shouldSayWhereEachLetterComesFrom() {
        // Given a dropped character, a ligature and a letter of two units
        NormalizedText normalized = normalized("a\u200B\uFB01\uD835\uDC1A");

        // Then
        assertThat(normalized.text()).isEqualTo("afia");
        assertThat(spans(normalized)).isEqualTo("0-1 2-3 2-3 3-5");
    }

    @Test
    void shouldGiveSpansInOrderWithinAnyText() {
        // Given texts of code points at random, most of them of the scripts that are changed
        long seed = 11;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(40), 0, 0x3000)
                    .map(c -> random.nextInt(5) == 0 ? 0x1D400 + c % 0x400 : random.nextBoolean() ? c % 0x80 : c)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());

            // When
            NormalizedText normalized = normalized(text);

            // Then
            int from = 0;
            for (int unit = 0; unit < normalized.text().length(); unit++) {
                assertThat(normalized.start(unit))
                        .as("seed %d, text %d", seed, i)
                        .isGreaterThanOrEqualTo(from)
                        .isLessThan(normalized.end(unit));
                from = normalized.start(unit);
            }
            assertThat(from).isLessThanOrEqualTo(text.length());
        }
    }

    @Test
    void shouldRefuseSpansThatDoNotFitTheText() {
        // When, Then
        assertThatThrownBy(() -> new NormalizedText("ab", new int[1], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2");
    }

    private static NormalizedText normalized(String text) {
        return TextNormalizer.normalize(text, word -> false);
    }

    private static String spans(NormalizedText text) {
        StringBuilder spans = new StringBuilder();
        for (int unit = 0; unit < text.text().length(); unit++) {
            spans.append(unit == 0 ? "" : " ")
                    .append(text.start(unit))
                    .append('-')
                    .append(text.end(unit));
        }
        return spans.toString();
    }
}
