package dev.assay.privacy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts identifiers out of what is quoted: mail addresses, telephone numbers, IBANs, payment cards, IP addresses and national ids
 * with check digits.
 *
 * <p>It looks at the whole text, so that nothing is left of an identifier that the quotation cuts in two. Names, addresses and what
 * has no form of its own are not found, nor is what the author has disguised.
 */
public final class Redactor {

    private static final int AROUND = 400; // UTF-16 units before and behind: an identifier that is longer may be cut

    private static final Comparator<Found> BY_LENGTH = Comparator.<Found>comparingInt(
                    found -> found.end() - found.start())
            .thenComparing(Found::identifier, Comparator.reverseOrder());

    private Redactor() {}

    /**
     * A part of a text, with a label in place of each identifier that it touches.
     *
     * @param start of its first UTF-16 unit
     * @param end behind its last one
     */
    public static String redacted(String text, int start, int end) {
        int from = Math.max(0, start - AROUND);
        String seen = text.substring(from, Math.min(text.length(), end + AROUND));
        StringBuilder redacted = new StringBuilder();
        int next = start - from;
        int last = end - from;
        for (Found found : gaps(seen)) {
            if (found.overlaps(next, last)) {
                redacted.append(seen, next, Math.max(next, found.start()))
                        .append(found.identifier().label());
                next = Math.min(found.end(), last);
            }
        }
        return redacted.append(seen, next, last).toString();
    }

    /** Every identifier, or several that overlap as one, in the order of the text. */
    private static List<Found> gaps(String text) {
        List<Found> found = new ArrayList<>();
        PatternFinder.find(text, found);
        IbanFinder.find(text, found);
        NumberFinder.find(text, found);
        found.sort(Comparator.comparingInt(Found::start));
        List<Found> gaps = new ArrayList<>();
        for (Found one : found) {
            Found before = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
            if (before != null && one.overlaps(before.start(), before.end())) {
                gaps.set(gaps.size() - 1, together(before, one));
            } else {
                gaps.add(one);
            }
        }
        return gaps;
    }

    /** Under the name of the longer one. */
    private static Found together(Found one, Found other) {
        Found longer = Collections.max(List.of(one, other), BY_LENGTH);
        return new Found(longer.identifier(), Math.min(one.start(), other.start()), Math.max(one.end(), other.end()));
    }
}
