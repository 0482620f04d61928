package dev.assay.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds cards and national ids among numbers. People write them in groups of digits, and other numbers before and behind: so
 * every stretch of a few groups that are parted by one character is tried, the longest first.
 */
final class NumberFinder {

    private static final Pattern GROUP = Pattern.compile("[0-9]+");
    private static final String SEPARATORS = " .-/\u00a0";
    private static final int MOST_GROUPS = 8;
    private static final int FEWEST_CARD_DIGITS = 13;
    private static final int MOST_DIGITS = 19;

    /** By their number of digits. */
    private static final Map<Integer, List<Predicate<String>>> NATIONAL_IDS = Map.of(
            9, List.of(Checksums::bsn),
            10, List.of(Checksums::nhs),
            11, List.of(Checksums::germanTaxNumber, Checksums::pesel, Checksums::cpf),
            15, List.of(Checksums::nir),
            18, List.of(Checksums::resident));

    private record Group(int start, int end) {}

    private NumberFinder() {}

    static void find(String text, List<Found> found) {
        List<Group> groups = groups(text);
        for (int first = 0; first < groups.size(); first++) {
            Found longest = longest(text, groups, first);
            if (longest != null) {
                found.add(longest);
            }
        }
    }

    private static List<Group> groups(String text) {
        List<Group> groups = new ArrayList<>();
        Matcher matcher = GROUP.matcher(text);
        while (matcher.find()) {
            groups.add(new Group(matcher.start(), matcher.end()));
        }
        return groups;
    }

    private static @Nullable Found longest(String text, List<Group> groups, int first) {
        if (isPartOfAWord(text, groups.get(first).start() - 1)) {
            return null;
        }
        Found longest = null;
        StringBuilder digits = new StringBuilder();
        for (int last = first; last < Math.min(groups.size(), first + MOST_GROUPS); last++) {
            if (last > first && !isParted(text, groups.get(last - 1), groups.get(last))) {
                break;
            }
            digits.append(text, groups.get(last).start(), groups.get(last).end());
            if (digits.length() > MOST_DIGITS) {
                break;
            }
            Identifier identifier = identifier(digits.toString());
            if (identifier != null && !isPartOfAWord(text, groups.get(last).end())) {
                longest = new Found(
                        identifier, groups.get(first).start(), groups.get(last).end());
            }
        }
        return longest;
    }

    private static @Nullable Identifier identifier(String digits) {
        boolean national =
                NATIONAL_IDS.getOrDefault(digits.length(), List.of()).stream().anyMatch(rule -> rule.test(digits));
        if (national) {
            return Identifier.NATIONAL_ID;
        }
        boolean card = digits.length() >= FEWEST_CARD_DIGITS
                && digits.charAt(0) >= '2'
                && digits.charAt(0) <= '6'
                && Checksums.luhn(digits);
        return card ? Identifier.CARD : null;
    }

    private static boolean isParted(String text, Group before, Group after) {
        return after.start() - before.end() == 1 && SEPARATORS.indexOf(text.charAt(before.end())) >= 0;
    }

    private static boolean isPartOfAWord(String text, int place) {
        return place >= 0 && place < text.length() && Character.isLetter(text.charAt(place));
    }
}
