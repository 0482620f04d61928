package dev.assay.privacy;

/**
 * Where an identifier stands in a text.
 *
 * @param start of its first UTF-16 unit
 * @param end behind its last one
 */
record Found(Identifier identifier, int start, int end) {

    boolean overlaps(int from, int to) {
        return start < to && from < end;
    }
}
