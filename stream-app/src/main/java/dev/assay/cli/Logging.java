package dev.assay.cli;

/**
 * Chooses how a command logs, before the first logger exists: the service writes JSON lines for machines; all other
 * commands only say what went wrong, in words.
 */
final class Logging {

    private static final String PROPERTY = "logback.configurationFile";

    private Logging() {}

    static void configure(String command) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, command.equals("run") ? "logging-service.xml" : "logging-terminal.xml");
        }
    }
}
