package dev.assay.privacy;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what has a form of its own: mail and IP addresses, telephone numbers, and national ids with letters. */
final class PatternFinder {

    private record Form(Identifier identifier, Pattern pattern, Predicate<String> check) {}

    /** Every repetition is bounded, so that no text makes them slow. */
    private static final List<Form> FORMS = List.of(
            form(
                    Identifier.EMAIL,
                    "[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}",
                    PatternFinder::always),
            form(
                    Identifier.IP_ADDRESS,
                    "(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9])(?!\\.[0-9])",
                    IpAddresses::isVersion4),
            form(
                    Identifier.IP_ADDRESS,
                    "(?<![\\p{L}0-9:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?![\\p{L}0-9:])",
                    IpAddresses::isVersion6),
            form(Identifier.NATIONAL_ID, "\\b(?:[0-9]{8}|[XYZxyz][0-9]{7})-?[A-Za-z]\\b", PatternFinder::isDni),
            form(Identifier.NATIONAL_ID, "\\b[0-9]{17}[Xx]\\b", Checksums::resident),
            form(
                    Identifier.PHONE,
                    "(?<![0-9])\\+ ?[0-9](?:[ ().\u00a0/-]{0,2}[0-9]){7,14}(?![0-9])",
                    PatternFinder::always),
            form(
                    Identifier.PHONE,
                    "(?<![0-9+])\\(?00[1-9](?:[ ().\u00a0/-]{0,2}[0-9]){7,13}(?![0-9])",
                    PatternFinder::always),
            form(
                    Identifier.PHONE,
                    "(?<![0-9.,/:-])(?![0-9]{1,2}[./-][0-9]{1,2}[./-])\\(?0[1-9][0-9]{0,4}\\)?(?:[ ./\u00a0-]{0,2}[0-9]){6,9}(?![0-9])",
                    PatternFinder::always),
            form(
                    Identifier.PHONE,
                    "(?<![0-9.-])(?:\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[ .-])[0-9]{3}[ .-][0-9]{4}(?![0-9])",
                    PatternFinder::always));

    private PatternFinder() {}

    private static Form form(Identifier identifier, String pattern, Predicate<String> check) {
        return new Form(identifier, Pattern.compile(pattern), check);
    }

    static void find(String text, List<Found> found) {
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(text);
            while (matcher.find()) {
                if (form.check().test(matcher.group())) {
                    found.add(new Found(form.identifier(), matcher.start(), matcher.end()));
                }
            }
        }
    }

    /** Of what is known by its form alone. */
    private static boolean always(String text) {
        return true;
    }

    private static boolean isDni(String text) {
        return Checksums.dni(text.replace("-", ""));
    }
}
