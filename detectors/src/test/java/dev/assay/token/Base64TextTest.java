package dev.assay.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {

    private static final String PLAIN = "Is the card yours? Then read me the code on it > now, please.";

    private static final String BEGINNING = "Please send me all of the codes on the card ";

    private static final List<String> PIECES = List.of(
            "send",
            "the",
            "gift",
            "card",
            "codes",
            "to",
            "me",
            "before",
            "noon",
            "now?",
            "why~",
            "a>b",
            "x_1",
            "caf\u00E9",
            "\u0434\u0430",
            "\u20AC5",
            "\uD83D\uDE00",
            "if",
            "(done)",
            "{",
            "}",
            "\n",
            "12");

    private static WordPieceTokenizer words;

    @BeforeAll
    static void load() throws IOException {
        words = TokenizerFixture.load();
    }

    @AfterAll
    static void close() {
        words.close();
    }

    static Stream<String> encoded() {
        byte[] bytes = PLAIN.getBytes(UTF_8);
        String standard = encode(PLAIN);
        return Stream.of(
                standard,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                lines(standard, 20, "\r\n"),
                lines(standard, 20, "\n    "),
                lines(standard, 22, "\n"),
                standard.substring(0, 9) + "\u200B" + standard.substring(9));
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void shouldReadWhatBase64Says(String encoded) {
        // When, Then
        assertThat(normalized("Decode this: " + encoded)).isEqualTo("Decode this: " + PLAIN);
        assertThat(normalized("data:text/plain;base64," + encoded + ".\nThen \"" + encoded + "\"!"))
                .isEqualTo("data:text/plain;base64," + PLAIN + ".\nThen \"" + PLAIN + "\"!");
    }

    @Test
    void shouldReadRandomTextOfAnyLengthAndForm() {
        long seed = 71;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            // Given
            String text = BEGINNING + randomText(random).strip();
            Base64.Encoder alphabet = random.nextBoolean() ? Base64.getEncoder() : Base64.getUrlEncoder();
            Base64.Encoder encoder = random.nextBoolean() ? alphabet : alphabet.withoutPadding();
            String encoded = encoder.encodeToString(text.getBytes(UTF_8));
            int width = random.nextBoolean() ? 4 * (1 + random.nextInt(20)) : encoded.length();

            // When
            NormalizedText read = TextNormalizer.normalize("[" + lines(encoded, width, "\n") + "]", word -> false);

            // Then it is what the text itself would be read as
            NormalizedText expected = TextNormalizer.normalize("[" + text + "]", word -> false);
            assertThat(read.text()).as("seed %d, text %d", seed, i).isEqualTo(expected.text());
        }
    }

    @Test
    void shouldMapEachCharacterToTheSignsThatCarryIt() {
        long seed = 72;
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            // Given characters that stay what they are, of one to three bytes
            String text = BEGINNING
                    + randomText(random)
                            .replaceAll("[^ -~\u0400-\u04FF\u20AC]", "")
                            .strip();
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));

            // When
            NormalizedText read = TextNormalizer.normalize(": " + encoded, word -> false);

            // Then
            assertThat(read.text()).as("seed %d, text %d", seed, i).isEqualTo(": " + text);
            for (int unit = 0; unit < text.length(); unit++) {
                List<Integer> signs = signsThatChangeWith(text, unit, encoded);
                assertThat(read.start(2 + unit)).isEqualTo(2 + signs.get(0));
                assertThat(read.end(2 + unit)).isEqualTo(2 + signs.get(signs.size() - 1) + 1);
            }
        }
    }

    @Test
    void shouldGiveTokensTheSignsOfTheirLetters() {
        // Given
        String encoded = "U2VuZCBtZSB0aGUgcGFzc3dvcmQgbm93";
        Tokenizer tokenizer = new NormalizingTokenizer(words, words::isWord);

        // When
        List<String> pieces = TokenizerFixture.pieces(tokenizer, "go: " + encoded + "!");

        // Then no sign is in two of them
        assertThat(TokenizerFixture.ids(tokenizer.tokenize("go: " + encoded + "!")))
                .isEqualTo(TokenizerFixture.ids(words.tokenize("go: Send me the password now!")));
        assertThat(pieces).containsExactly("go", ":", "U2VuZC", "BtZS", "B0aGU", "cGFzc3dvcmQ", "bm93", "!");
    }

    @Test
    void shouldReadTextWhoseRunBeginsOrEndsWithOtherSigns() {
        // Given what a context cut in two, a path before it, and a word on the next line leave
        String encoded = encode("Send me the password of your bank account now");

        // When, Then
        assertThat(normalized(encoded.substring(5))).endsWith("e the password of your bank account now");
        assertThat(normalized("https://example.org/r/" + encoded))
                .isEqualTo("https://example.org/r/Send me the password of your bank account now");
        assertThat(normalized(encoded + "\nThanks")).startsWith("Send me the password of your bank account now");
    }

    @Test
    void shouldUndoDisguisesWithinBase64() {
        // Given lookalikes, invisible characters and leetspeak
        String disguised = "s\u0435nd th3 p\u200Bassw\u043Erd 4nd p1n n0w";

        // When, Then
        assertThat(normalized("Decode: " + encode(disguised))).isEqualTo("Decode: send the password and pin now");
    }

    @Test
    void shouldLeaveBase64WithinBase64() {
        // Given
        String once = encode("Send me the password of your bank account now.");

        // When, Then
        assertThat(normalized("Twice: " + encode("It says the following thing: " + once)))
                .isEqualTo("Twice: It says the following thing: " + once);
        assertThat(normalized("Twice: " + encode(once))).isEqualTo("Twice: " + encode(once));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33 and 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                "550e8400-e29b-41d4-a716-446655440000",
                "new AbstractSingletonProxyFactoryBeanPostProcessor(annotationConfigApplicationContext)",
                "/usr/local/lib/python3/site-packages/requests/packages/urllib3/connectionpool",
                "pneumonoultramicroscopicsilicovolcanoconiosis, Donaudampfschifffahrtsgesellschaft",
                "confirmyourcardnumberandthesecuritycodeconfirmyourcardnumberandthesecuritycode",
                "four\nfive\nnine\nzero\nlike\nthat\nmany\nmore\nshor",
                "----------------------------------------------------------------",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "U2VuZCBtZSB0aGUgY29kZQ==",
                "!function(e,t){\"object\"==typeof exports?module.exports=t():e.reactDomServerRendererFactory=t()}(this)"
            })
    void shouldLeaveNamesDigestsAndPathsAlone(String text) {
        // When, Then
        assertThat(normalized(text)).isEqualTo(text);
    }

    @Test
    void shouldLeaveAloneTheTextOfNoWords() {
        // Given a token's parts, an address, credentials, a number
        String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
        String claims = "{\"sub\":\"1234567890\",\"name\":\"John Doe\",\"iat\":1516239022}";
        for (String text :
                List.of(header, claims, "https://example.org/a/b", "alice:correcthorsebattery", "8".repeat(40))) {
            String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));

            // When, Then
            assertThat(normalized(encoded + ".")).isEqualTo(encoded + ".");
        }
    }

    @Test
    void shouldLeaveDataAlone() {
        long seed = 73;
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // Given random bytes, a name among them as in a certificate, on one line or as in a key's file
            byte[] data = new byte[128 + random.nextInt(2000)];
            random.nextBytes(data);
            byte[] name = "Example Root Authority".getBytes(UTF_8);
            System.arraycopy(name, 0, data, random.nextInt(data.length - name.length), name.length);
            String encoded = Base64.getEncoder().encodeToString(data);
            String picture = "<img src=\"data:image/png;base64," + encoded + "\">";
            String key = "-----BEGIN CERTIFICATE-----\n" + lines(encoded, 64, "\n") + "\n-----END CERTIFICATE-----\n";

            // When, Then
            assertThat(undone(picture)).as("seed %d, data %d", seed, i).isEqualTo(picture);
            assertThat(undone(key)).as("seed %d, data %d", seed, i).isEqualTo(key);
        }
    }

    @Test
    void shouldTakeForTextWhatJavaDecodes() {
        long seed = 74;
        Random random = new Random(seed);
        byte[] words = "these are words, then ".getBytes(UTF_8);
        for (int i = 0; i < 3000; i++) {
            // Given text with up to four bytes of any kind behind it
            byte[] tail = new byte[1 + random.nextInt(4)];
            random.nextBytes(tail);
            byte[] bytes = Arrays.copyOf(words, words.length + tail.length);
            System.arraycopy(tail, 0, bytes, words.length, tail.length);
            String encoded = Base64.getEncoder().encodeToString(bytes);

            // When
            String read = undone(encoded);

            // Then the signs stay from the first byte on that Java would not decode
            int length = bytes.length;
            while (!isText(Arrays.copyOf(bytes, length))) {
                length--;
            }
            String rest = length == bytes.length ? "" : encoded.substring((8 * length - 1) / 6 + 1);
            assertThat(read).as("seed %d, bytes %d", seed, i).isEqualTo(new String(bytes, 0, length, UTF_8) + rest);
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.codePoints().noneMatch(c -> Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Indices of the signs that are others when all bits of that character are: plainly, by encoding both. */
    private static List<Integer> signsThatChangeWith(String text, int unit, String encoded) {
        byte[] bytes = text.getBytes(UTF_8);
        int from = text.substring(0, unit).getBytes(UTF_8).length;
        int to = text.substring(0, unit + 1).getBytes(UTF_8).length;
        for (int i = from; i < to; i++) {
            bytes[i] ^= (byte) 0xFF;
        }
        String other = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        return IntStream.range(0, encoded.length())
                .filter(i -> encoded.charAt(i) != other.charAt(i))
                .boxed()
                .toList();
    }

    private static String randomText(Random random) {
        return random.ints(12 + random.nextInt(40), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining(" "));
    }

    private static String lines(String text, int width, String lineBreak) {
        return text.replaceAll("(.{" + width + "})(?=.)", "$1" + lineBreak);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String normalized(String text) {
        return TextNormalizer.normalize(text, words::isWord).text();
    }

    private static String undone(String text) {
        List<int[]> letters =
                text.codePoints().mapToObj(c -> new int[] {c, 0, 1}).toList();
        return Base64Text.undo(letters).stream()
                .map(of -> Character.toString(of[0]))
                .collect(Collectors.joining());
    }
}
