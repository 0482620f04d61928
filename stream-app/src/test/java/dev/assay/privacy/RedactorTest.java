package dev.assay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    write to jane.doe+bank@mail.example.org today   | write to [email] today
                    <müller@bücher.example>, please                 | <[email]>, please
                    pay to DE89370400440532013000 now               | pay to [iban] now
                    pay to gb82 west 1234 5698 7654 32 and go       | pay to [iban] and go
                    card 4111 1111 1111 1111 12/26 ok               | card [card] 12/26 ok
                    card 5555-5555-5555-4444, or 378282246310005.   | card [card], or [card].
                    from 192.0.2.7 port 22                          | from [ip] port 22
                    from 2001:db8::8a2e:370:7334 and ::1 too        | from [ip] and [ip] too
                    call +49 30 901820-0 or +1 (415) 555-2671       | call [phone] or [phone]
                    call 020 7946 0958, (415) 555-2671, 0044 20 7946 0958 | call [phone], [phone], [phone]
                    PESEL 44051401359, BSN 111222333                | PESEL [id], BSN [id]
                    CPF 111.444.777-35; NHS 943 476 5919            | CPF [id]; NHS [id]
                    Steuer-ID 86 095 742 719, DNI 12345678Z         | Steuer-ID [id], DNI [id]
                    NIE x1234567l, NIR 2 55 08 14 168 025 38        | NIE [id], NIR [id]
                    id 11010519491231002X.                          | id [id].
                    a@b.example and c@d.example                     | [email] and [email]
                    """)
    void shouldPutALabelInPlaceOfEachIdentifier(String text, String redacted) {
        assertThat(Redactor.redacted(text, 0, text.length())).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at 12:30:45 on 2026-11-21, or 21.11.2026 10:30",
                "version 1.2.3, build 20261121, costs 2.99 or 1,250,000",
                "card 4111 1111 1111 1112",
                "pay to DE88370400440532013000 now",
                "PESEL 44051401358",
                "DNI 12345678A, std::vector, 10:20",
                "from 300.1.2.3 and 1.2.3.4.5",
                "write to jane at example dot org",
                "order 12345, room 101, 42 apples",
                ""
            })
    void shouldLeaveOtherTextAlone(String text) {
        assertThat(Redactor.redacted(text, 0, text.length())).isEqualTo(text);
    }

    @Test
    void shouldLeaveNothingOfWhatTheQuotationCutsInTwo() {
        // Given
        String text = "My card is 4111 1111 1111 1111 and my mail is jane@mail.example";
        int inCard = text.indexOf("1111 and");
        int inMail = text.indexOf("@");
        // Then
        assertThat(Redactor.redacted(text, inCard, inMail)).isEqualTo("[card] and my mail is [email]");
        assertThat(Redactor.redacted(text, 3, inCard)).isEqualTo("card is [card]");
        assertThat(Redactor.redacted(text, inCard, inCard + 2)).isEqualTo("[card]");
        assertThat(Redactor.redacted(text, 0, 7)).isEqualTo("My card");
    }

    @Test
    void shouldKnowCardsByTheirCheckDigitAlone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // Given
            StringBuilder digits = new StringBuilder().append(2 + random.nextInt(5));
            while (digits.length() < 15) {
                digits.append(random.nextInt(10));
            }
            int right = checkDigit(digits.toString());
            String card = digits.toString() + right;
            String other = digits.toString() + (right + 1 + random.nextInt(9)) % 10;
            // Then
            assertThat(redacted(card)).as("seed %d", seed).isEqualTo("no. [card]!");
            assertThat(redacted(other)).as("seed %d", seed).isEqualTo("no. " + other + "!");
        }
    }

    private static String redacted(String number) {
        String text = "no. " + number + "!";
        return Redactor.redacted(text, 0, text.length());
    }

    /** Every second digit counts twice, from the last one on, with the digits of the double added. */
    private static int checkDigit(String digits) {
        int sum = 0;
        boolean twice = true;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int value = Character.digit(digits.charAt(i), 10) * (twice ? 2 : 1);
            sum += value / 10 + value % 10;
            twice = !twice;
        }
        return (10 - sum % 10) % 10;
    }
}
