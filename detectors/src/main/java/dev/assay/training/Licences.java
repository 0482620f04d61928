package dev.assay.training;

import java.util.List;
import java.util.stream.Stream;

/** What publishers state of the use of their texts, as data files have it: {@code CC BY-NC 4.0; not stated}. */
final class Licences {

    private static final List<String> OPEN = List.of(
            "Apache-2.0", "Artistic", "BSD-", "CC0", "CC BY 4.0", "CC BY-SA ", "GPL-", "HPND", "ISC", "LGPL-", "MIT");

    private Licences() {}

    /**
     * Whether everybody may use the text for every purpose: each part between semicolons begins with a licence known to allow
     * that. Nothing stated, terms of the publisher's own and an unknown licence count as a limit.
     */
    static boolean areOpen(String stated) {
        return Stream.of(stated.split("; ")).allMatch(part -> OPEN.stream().anyMatch(part::startsWith));
    }
}
