package dev.assay.reader;

import dev.assay.chat.Message;
import dev.assay.token.Tokenizer;
import dev.assay.token.Tokens;
import java.util.Arrays;
import java.util.List;

/** Tokens of the messages before a turn: the newest, as many as a window has room for. Pure. */
final class ContextTokens {

    /** Room for this many characters a token; of longer messages only the end is tokenized. */
    private static final int CHARACTERS_PER_TOKEN = 32;

    /** Messages looked at: those without a token must not cost a look at all of them. */
    private static final int MOST_MESSAGES = 256;

    private ContextTokens() {}

    /**
     * @param messages oldest first
     * @return the last ids of the messages' texts, in text order; at most {@code limit}
     */
    static int[] tail(List<Message> messages, int limit, Tokenizer tokenizer) {
        int[] ids = new int[limit];
        int first = limit;
        int last = Math.max(0, messages.size() - MOST_MESSAGES);
        for (int m = messages.size() - 1; m >= last && first > 0; m--) {
            Tokens tokens = tokenizer.tokenize(end(messages.get(m).text(), limit * CHARACTERS_PER_TOKEN));
            for (int i = tokens.size() - 1; i >= 0 && first > 0; i--) {
                ids[--first] = tokens.id(i);
            }
        }
        return Arrays.copyOfRange(ids, first, limit);
    }

    /** The last {@code length} characters, less the word that is cut in two there. */
    private static String end(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int from = text.length() - length;
        int space = from;
        while (space < text.length() && !Character.isWhitespace(text.charAt(space))) {
            space++;
        }
        return text.substring(space < text.length() ? space : from);
    }
}
