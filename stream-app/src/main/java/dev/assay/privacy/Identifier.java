package dev.assay.privacy;

/**
 * A kind of string that points at a person or an account. Of several that overlap the longest names the
 * gap, of those as long the first in this order.
 *
 * <p>What is found errs on the side of too much: numbers are told from identifiers by their check digits alone, and of
 * arbitrary numbers of the length of some national ids one in eleven has the right ones.
 */
enum Identifier {
    EMAIL("[email]"),
    IBAN("[iban]"),
    CARD("[card]"),
    NATIONAL_ID("[id]"),
    IP_ADDRESS("[ip]"),
    PHONE("[phone]");

    private final String label;

    Identifier(String label) {
        this.label = label;
    }

    /** What is written in its place. */
    String label() {
        return label;
    }
}
