package dev.assay.evaluation.evasion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisguiseTest {

    private static final String TEXT = "Please send the code at once, we close your account today: 😀 it is urgent.";
    private static final List<Message> CHAT = List.of(
            new Message(Role.SYSTEM, "You are a helpful bank."),
            new Message(Role.USER, TEXT),
            new Message(Role.ASSISTANT, "No."));

    @ParameterizedTest
    @EnumSource
    void shouldRepeatWithTheSameSeedAndLeaveSystemMessagesAlone(Disguise disguise) {
        // When
        List<Message> disguised = disguise.apply(CHAT, 4);

        // Then
        assertThat(disguised).isEqualTo(disguise.apply(CHAT, 4));
        assertThat(disguised.get(0)).isEqualTo(CHAT.get(0));
        if (disguise != Disguise.NONE) {
            assertThat(disguised).isNotEqualTo(CHAT);
        }
    }

    @Test
    void shouldKeepTheNumberOfCharactersWhereLettersAreReplaced() {
        for (Disguise disguise : List.of(Disguise.HOMOGLYPHS, Disguise.LEETSPEAK, Disguise.MIXED_CASE)) {
            String text = disguised(disguise);
            assertThat(text.codePointCount(0, text.length())).isEqualTo(TEXT.codePointCount(0, TEXT.length()));
            assertThat(text).isNotEqualTo(TEXT).contains("😀");
        }
        assertThat(disguised(Disguise.MIXED_CASE).toLowerCase(Locale.ROOT)).isEqualTo(TEXT.toLowerCase(Locale.ROOT));
    }

    @Test
    void shouldReplaceLettersByLookalikesOfAnotherScript() {
        String text = disguised(Disguise.HOMOGLYPHS);
        assertThat(text.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC))
                .isNotEmpty();
        assertThat(Normalizer.normalize(text, Normalizer.Form.NFKC)).isEqualTo(text);
    }

    @Test
    void shouldHideNothingButInvisibleCharacters() {
        assertThat(disguised(Disguise.ZERO_WIDTH).replace("\u200B", "")).isEqualTo(TEXT);
    }

    @Test
    void shouldEncodeWhatCanBeDecoded() {
        String text = disguised(Disguise.BASE64);
        String code = text.substring(text.lastIndexOf(' ') + 1);
        assertThat(new String(Base64.getDecoder().decode(code), StandardCharsets.UTF_8))
                .isEqualTo(TEXT);
    }

    @Test
    void shouldSplitIntoShortMessagesOfTheSameRole() {
        // When
        List<Message> split = Disguise.SPLIT_TURNS.apply(CHAT, 4);

        // Then
        List<Message> user =
                split.stream().filter(message -> message.role() == Role.USER).toList();
        assertThat(user.size()).isGreaterThan(1);
        assertThat(user.stream().map(Message::text).collect(Collectors.joining(" ")))
                .isEqualTo(TEXT);
        assertThat(split.get(split.size() - 1)).isEqualTo(CHAT.get(2));
    }

    @Test
    void shouldPadOnTheSideItSays() {
        assertThat(disguised(Disguise.PADDED_BEFORE)).endsWith("\n\n" + TEXT).hasSizeGreaterThan(1000);
        assertThat(disguised(Disguise.PADDED_AFTER)).startsWith(TEXT + "\n\n").hasSizeGreaterThan(1000);
        assertThat(disguised(Disguise.CODE_FENCE)).isEqualTo("```text\n" + TEXT + "\n```");
    }

    private static String disguised(Disguise disguise) {
        return disguise.apply(CHAT, 4).get(1).text();
    }
}
