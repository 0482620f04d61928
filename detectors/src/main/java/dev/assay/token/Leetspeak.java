package dev.assay.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Undoes digits and signs that stand for letters within words: {@code p4ssw0rd}. Pure.
 *
 * <p>Names, numbers and code have digits within words too, so a word is changed only in such company: when it has a letter
 * or such a sign after the first stand-in, reads as a word of the reader's vocabulary, is none as it stands, and another
 * such word is among the {@value #REACH} before it or after it. Where there are {@value #COMPANY} such, words are changed too that end in
 * their stand-ins, or that the vocabulary does not have.
 */
final class Leetspeak {

    private static final String STAND_INS = "4301578@$!9";
    private static final String LETTERS = "aeoistbasig"; // what each stands for
    private static final String AMBIGUOUS = "1!"; // i, or else l
    private static final String SIGNS = "@$!"; // at the edge of a word these are what they are

    private static final int REACH = 4;
    private static final int COMPANY = 2;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 24;
    private static final int MOST_READINGS = 16;

    private final List<int[]> letters; // code point first
    private final Predicate<String> isWord;
    private final List<Word> words = new ArrayList<>();

    private Leetspeak(List<int[]> letters, Predicate<String> isWord) {
        this.letters = letters;
        this.isWord = isWord;
    }

    /**
     * @param from first of its letters
     * @param to one past its last
     * @param plain what it reads as, where that differs; null if it is left alone in any company
     * @param certain whether it counts as company
     */
    private record Word(int from, int to, @Nullable String plain, boolean certain) {}

    /**
     * @param letters code point first in each; replaced in place
     * @param isWord whether lower-case letters are a word of the reader's
     */
    static void undo(List<int[]> letters, Predicate<String> isWord) {
        Leetspeak leetspeak = new Leetspeak(letters, isWord);
        leetspeak.findWords();
        leetspeak.replace();
    }

    private void findWords() {
        for (int at = 0; at < letters.size(); at++) {
            int from = at;
            while (at < letters.size() && isPart(at)) {
                at++;
            }
            int to = at;
            while (from < to && isSign(from)) {
                from++;
            }
            while (from < to && isSign(to - 1)) {
                to--;
            }
            if (from < to) {
                words.add(word(from, to));
            }
        }
    }

    private Word word(int from, int to) {
        String written = written(from, to);
        if (to - from > LONGEST || !standsForLetters(written) || isWord.test(written)) {
            return new Word(from, to, null, false);
        }
        String known = knownReading(written);
        boolean certain = known != null && to - from >= SHORTEST && hasStandInBeforeLetter(written);
        return new Word(from, to, known != null ? known : reading(written, 0), certain);
    }

    private void replace() {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (word.plain != null && company(i) >= (word.certain ? 1 : COMPANY)) {
                for (int at = word.from; at < word.to; at++) {
                    if (STAND_INS.indexOf(letters.get(at)[0]) >= 0) {
                        letters.get(at)[0] = word.plain.charAt(at - word.from);
                    }
                }
            }
        }
    }

    /** Certain words near the word at {@code index}, itself left out. */
    private int company(int index) {
        int near = 0;
        for (int i = Math.max(0, index - REACH); i < Math.min(words.size(), index + REACH + 1); i++) {
            near += i != index && words.get(i).certain ? 1 : 0;
        }
        return near;
    }

    private @Nullable String knownReading(String written) {
        int readings =
                1 << written.chars().filter(c -> AMBIGUOUS.indexOf(c) >= 0).count();
        for (int choice = 0; choice < Math.min(readings, MOST_READINGS); choice++) {
            String reading = reading(written, choice);
            if (isWord.test(reading)) {
                return reading;
            }
        }
        return null;
    }

    /** @param choice bit by bit, whether the next ambiguous stand-in is an l */
    private static String reading(String written, int choice) {
        StringBuilder reading = new StringBuilder(written);
        int next = choice;
        for (int at = 0; at < written.length(); at++) {
            int standIn = STAND_INS.indexOf(written.charAt(at));
            boolean ambiguous = AMBIGUOUS.indexOf(written.charAt(at)) >= 0;
            if (standIn >= 0) {
                reading.setCharAt(at, ambiguous && next % 2 == 1 ? 'l' : LETTERS.charAt(standIn));
            }
            next = ambiguous ? next / 2 : next;
        }
        return reading.toString();
    }

    private static boolean standsForLetters(String written) {
        return written.chars().anyMatch(Character::isLetter)
                && written.chars().anyMatch(c -> STAND_INS.indexOf(c) >= 0)
                && written.chars().allMatch(c -> Character.isLetter(c) || STAND_INS.indexOf(c) >= 0);
    }

    private static boolean hasStandInBeforeLetter(String written) {
        int last = written.length() - 1;
        while (!Character.isLetter(written.charAt(last))) {
            last--;
        }
        return written.substring(0, last).chars().anyMatch(c -> STAND_INS.indexOf(c) >= 0);
    }

    private String written(int from, int to) {
        StringBuilder written = new StringBuilder();
        letters.subList(from, to).forEach(of -> written.append((char) of[0]));
        return written.toString().toLowerCase(Locale.ROOT);
    }

    private boolean isPart(int at) {
        int codePoint = letters.get(at)[0];
        return codePoint < 0x80 && (Character.isLetterOrDigit(codePoint) || SIGNS.indexOf(codePoint) >= 0);
    }

    private boolean isSign(int at) {
        return SIGNS.indexOf(letters.get(at)[0]) >= 0;
    }
}
