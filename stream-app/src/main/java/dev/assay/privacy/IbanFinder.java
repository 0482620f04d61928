package dev.assay.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds IBANs: a country's letters, as many characters as it uses, in groups or not, and the right check digits. */
final class IbanFinder {

    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}");

    /** Length by country, from the registry of ISO 13616. */
    private static final Map<String, Integer> LENGTHS = Arrays.stream(
                    ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 "
                                    + "BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 "
                                    + "GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 "
                                    + "LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 "
                                    + "SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20")
                            .split(" "))
            .collect(Collectors.toMap(
                    country -> country.substring(0, 2), country -> Integer.parseInt(country.substring(2))));

    private IbanFinder() {}

    static void find(String text, List<Found> found) {
        Matcher candidate = CANDIDATE.matcher(text);
        int from = 0;
        while (candidate.find(from)) {
            int end = end(text, candidate.start(), candidate.end());
            if (end > 0) {
                found.add(new Found(Identifier.IBAN, candidate.start(), end));
            }
            from = candidate.start() + 2;
        }
    }

    /** @return behind the IBAN; 0 if there is none */
    private static int end(String text, int start, int most) {
        int length = LENGTHS.getOrDefault(text.substring(start, start + 2).toUpperCase(Locale.ROOT), 0);
        StringBuilder iban = new StringBuilder();
        for (int i = start; i < most && iban.length() < length; i++) {
            char character = text.charAt(i);
            if (Character.isLetterOrDigit(character)) {
                iban.append(Character.toUpperCase(character));
            }
            if (iban.length() == length) {
                return Checksums.iban(iban.toString()) ? i + 1 : 0;
            }
        }
        return 0;
    }
}
