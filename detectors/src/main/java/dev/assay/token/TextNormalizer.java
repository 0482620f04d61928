package dev.assay.token;

import java.lang.Character.UnicodeBlock;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Undoes what hides words from a reader while a person still reads them. Pure; plain text stays as it is.
 *
 * <ul>
 *   <li>Format characters (zero-width, soft hyphen, bidirectional controls, tags), variation selectors and combining
 *       marks are dropped.
 *   <li>Compatibility forms (full-width, mathematical, circled letters, ligatures) become the plain ones, as NFKD says,
 *       except typographic marks such as {@code ...} in one character, which plain text is full of.
 *   <li>{@link Base64Text} becomes what it says. First of what remains, so that invisible and full-width disguises of its signs are gone, and all of
 *       this list is then done to what it says.
 *   <li>{@link Lookalikes} become Latin letters in words that mix them with Latin letters, and in words of nothing else
 *       where the rest of the text is mainly Latin.
 *   <li>Emoji and other symbols are parted from the word they adjoin, or the whole would be one unknown token.
 *   <li>{@link Leetspeak} is undone.
 * </ul>
 *
 * Sources: Unicode Standard Annex 15, "Unicode Normalization Forms"; Unicode Technical Standard 39, "Unicode Security
 * Mechanisms".
 */
final class TextNormalizer {

    private static final int FIRST_UNUSUAL = 0x80;
    private static final UnicodeBlock LETTER_LIKE = UnicodeBlock.LETTERLIKE_SYMBOLS;
    private static final Set<UnicodeBlock> TYPOGRAPHIC =
            Set.of(UnicodeBlock.LATIN_1_SUPPLEMENT, UnicodeBlock.GENERAL_PUNCTUATION);

    private TextNormalizer() {}

    /** @param isWord whether lower-case letters are a word of the reader's vocabulary */
    static NormalizedText normalize(String text, Predicate<String> isWord) {
        List<int[]> letters = plain(Base64Text.undo(plain(letters(text))));
        if (letters.stream().anyMatch(of -> of[0] >= FIRST_UNUSUAL)) {
            replaceLookalikes(letters);
            letters = withSymbolsApart(letters);
        }
        Leetspeak.undo(letters, isWord);
        return written(letters);
    }

    /** Code point, start and end of each. */
    private static List<int[]> letters(String text) {
        List<int[]> letters = new ArrayList<>(text.length());
        for (int start = 0; start < text.length(); ) {
            int codePoint = text.codePointAt(start);
            int end = start + Character.charCount(codePoint);
            letters.add(new int[] {codePoint, start, end});
            start = end;
        }
        return letters;
    }

    private static NormalizedText written(List<int[]> letters) {
        StringBuilder text = new StringBuilder(letters.size());
        IntStream.Builder starts = IntStream.builder();
        IntStream.Builder ends = IntStream.builder();
        for (int[] of : letters) {
            text.appendCodePoint(of[0]);
            for (int unit = 0; unit < Character.charCount(of[0]); unit++) {
                starts.add(of[1]);
                ends.add(of[2]);
            }
        }
        return new NormalizedText(
                text.toString(), starts.build().toArray(), ends.build().toArray());
    }

    private static List<int[]> plain(List<int[]> letters) {
        List<int[]> out = new ArrayList<>(letters.size());
        for (int[] of : letters) {
            if (of[0] < FIRST_UNUSUAL) {
                out.add(of);
            } else {
                addPlain(of[0], of[1], of[2], out);
            }
        }
        return out;
    }

    private static void addPlain(int codePoint, int start, int end, List<int[]> out) {
        Normalizer.Form form = isTypographic(codePoint) ? Normalizer.Form.NFD : Normalizer.Form.NFKD;
        Normalizer.normalize(Character.toString(codePoint), form)
                .codePoints()
                .filter(plain -> !isDropped(plain))
                .forEach(plain -> out.add(new int[] {plain, start, end}));
    }

    /** Dashes, quotes, spaces, fractions and the like: their compatibility forms would change plain text. */
    private static boolean isTypographic(int codePoint) {
        UnicodeBlock block = UnicodeBlock.of(codePoint);
        return (block != null && TYPOGRAPHIC.contains(block))
                || (LETTER_LIKE.equals(block) && !Character.isLetter(codePoint));
    }

    private static boolean isDropped(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT || type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static void replaceLookalikes(List<int[]> letters) {
        boolean mainlyLatin = isMainlyLatin(letters);
        for (int from = 0; from < letters.size(); ) {
            int to = from;
            while (to < letters.size() && Character.isLetter(letters.get(to)[0])) {
                to++;
            }
            List<int[]> word = letters.subList(from, to);
            boolean latinOrAlike = word.stream().allMatch(of -> isLatin(of[0]) || Lookalikes.latin(of[0]) >= 0);
            if (latinOrAlike && (mainlyLatin || word.stream().anyMatch(of -> isLatin(of[0])))) {
                word.stream().filter(of -> !isLatin(of[0])).forEach(of -> of[0] = Lookalikes.latin(of[0]));
            }
            from = to + 1;
        }
    }

    /** With a space, of the symbol's span, between a symbol that is no punctuation and a letter or digit beside it. */
    private static List<int[]> withSymbolsApart(List<int[]> letters) {
        List<int[]> apart = new ArrayList<>(letters.size());
        for (int i = 0; i < letters.size(); i++) {
            int[] of = letters.get(i);
            boolean symbol = isSymbol(of[0]);
            if (symbol && i > 0 && Character.isLetterOrDigit(letters.get(i - 1)[0])) {
                apart.add(new int[] {' ', of[1], of[2]});
            }
            apart.add(of);
            if (symbol && i + 1 < letters.size() && Character.isLetterOrDigit(letters.get(i + 1)[0])) {
                apart.add(new int[] {' ', of[1], of[2]});
            }
        }
        return apart;
    }

    private static boolean isSymbol(int codePoint) {
        return codePoint >= FIRST_UNUSUAL
                && (Character.getType(codePoint) == Character.OTHER_SYMBOL
                        || Character.getType(codePoint) == Character.MODIFIER_SYMBOL);
    }

    /** Whether more than half of the letters are Latin, those that only look so left out. */
    private static boolean isMainlyLatin(List<int[]> letters) {
        int[] clear = letters.stream()
                .mapToInt(of -> of[0])
                .filter(letter -> Character.isLetter(letter) && Lookalikes.latin(letter) < 0)
                .toArray();
        return 2 * Arrays.stream(clear).filter(TextNormalizer::isLatin).count() > clear.length;
    }

    private static boolean isLatin(int codePoint) {
        return codePoint < FIRST_UNUSUAL && Character.isLetter(codePoint);
    }
}
