package dev.assay.privacy;

import java.math.BigInteger;
import java.util.Locale;

/** The check digits of identifiers, each by the rule of whoever issues it. All take digits or capital letters only. */
final class Checksums {

    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final int[] NHS_WEIGHTS = {10, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] BSN_WEIGHTS = {9, 8, 7, 6, 5, 4, 3, 2, -1};
    private static final int[] PESEL_WEIGHTS = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    private static final int[] RESIDENT_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String RESIDENT_CHECKS = "10X98765432";

    /** Of ISO/IEC 7812, for payment cards. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits, digits.length() - 1 - i);
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    /** Of ISO 13616: what stands behind the first four, then those, letters as 10 to 35, is 1 modulo 97. */
    static boolean iban(String iban) {
        StringBuilder number = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .forEach(character -> number.append(Character.digit(character, 36)));
        return new BigInteger(number.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
    }

    /** Germany's tax number: ISO/IEC 7064, MOD 11,10. */
    static boolean germanTaxNumber(String digits) {
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (digit(digits, i) + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return digits.charAt(0) != '0' && (11 - product) % 10 == digit(digits, 10);
    }

    /** Poland's PESEL. */
    static boolean pesel(String digits) {
        return weighted(digits, PESEL_WEIGHTS) % 10 == 0;
    }

    /** Brazil's CPF: two check digits, the second also of the first. */
    static boolean cpf(String digits) {
        boolean allSame = digits.chars().distinct().count() == 1;
        return !allSame && cpfDigit(digits, 9) == digit(digits, 9) && cpfDigit(digits, 10) == digit(digits, 10);
    }

    private static int cpfDigit(String digits, int place) {
        int sum = 0;
        for (int i = 0; i < place; i++) {
            sum += digit(digits, i) * (place + 1 - i);
        }
        return sum * 10 % 11 % 10;
    }

    /** The Netherlands' BSN. */
    static boolean bsn(String digits) {
        int sum = weighted(digits, BSN_WEIGHTS);
        return sum > 0 && sum % 11 == 0;
    }

    /** The United Kingdom's NHS number. */
    static boolean nhs(String digits) {
        int check = 11 - weighted(digits, NHS_WEIGHTS) % 11;
        return check != 10 && check % 11 == digit(digits, 9);
    }

    /** France's NIR with its key: 97 less the number modulo 97. */
    static boolean nir(String digits) {
        long number = Long.parseLong(digits.substring(0, 13));
        char sex = digits.charAt(0);
        return (sex == '1' || sex == '2') && 97 - number % 97 == Long.parseLong(digits.substring(13));
    }

    /** Spain's DNI, and NIE, whose first letter stands for a digit. */
    static boolean dni(String text) {
        String number = text.substring(0, text.length() - 1)
                .toUpperCase(Locale.ROOT)
                .replace('X', '0')
                .replace('Y', '1')
                .replace('Z', '2');
        char check = Character.toUpperCase(text.charAt(text.length() - 1));
        return DNI_LETTERS.charAt(Integer.parseInt(number) % DNI_LETTERS.length()) == check;
    }

    /** China's resident identity number: ISO/IEC 7064, MOD 11-2. */
    static boolean resident(String text) {
        int sum = weighted(text, RESIDENT_WEIGHTS);
        return RESIDENT_CHECKS.charAt(sum % 11) == Character.toUpperCase(text.charAt(17));
    }

    private Checksums() {}

    private static int weighted(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(digits, i);
        }
        return sum;
    }

    private static int digit(String digits, int place) {
        return digits.charAt(place) - '0';
    }
}
