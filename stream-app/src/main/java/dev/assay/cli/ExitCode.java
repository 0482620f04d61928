package dev.assay.cli;

/** What the exit codes of the command mean; {@code assay --help} says the same. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int TURNS_LOST = 3;
    static final int DIFFERENT = 3;

    private ExitCode() {}
}
