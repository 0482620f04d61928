package dev.assay.terminal;

import dev.assay.schemas.Severity;

/** How text stands out: with escape sequences, or with brackets where those are not wanted. */
public enum Ansi {
    PLAIN,
    COLOURS;

    private static final String RESET = "\u001B[0m";

    String highlightStart() {
        return this == COLOURS ? "\u001B[7;4m" : "[[";
    }

    String highlightEnd() {
        return this == COLOURS ? RESET : "]]";
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String severity(Severity severity, String text) {
        return styled(
                switch (severity) {
                    case LOW -> "36"; // cyan
                    case MEDIUM -> "33"; // yellow
                    case HIGH -> "1;31"; // bold red
                    case CRITICAL -> "1;97;41"; // bold white on red
                },
                text);
    }

    private String styled(String codes, String text) {
        return this == COLOURS ? "\u001B[" + codes + "m" + text + RESET : text;
    }
}
