package dev.assay.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;

/**
 * The two streams a command writes to, and what they can show. Results go to {@code out}, all else to {@code err}.
 *
 * @param colours whether {@code out} takes colours
 * @param animates whether {@code err} is a terminal whose last line can be written anew
 * @param columns of the terminal
 */
public record Terminal(PrintStream out, PrintStream err, boolean colours, boolean animates, int columns) {

    private static final int DEFAULT_COLUMNS = 100;
    private static final int MIN_COLUMNS = 60;
    private static final int MAX_COLUMNS = 160;

    public Terminal {
        columns = Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    }

    /**
     * The terminal of this process, in UTF-8.
     *
     * @param environment of which {@code NO_COLOR} and {@code TERM} count
     * @param properties {@code assay.terminal.out}, {@code assay.terminal.err} and {@code assay.terminal.columns}, which
     *     the launcher sets, since Java cannot tell
     */
    public static Terminal system(Map<String, String> environment, Properties properties) {
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTrue(properties, "assay.terminal.out") && !noColour && !dumb,
                isTrue(properties, "assay.terminal.err") && !dumb,
                columns(properties));
    }

    public Ansi ansi() {
        return colours ? Ansi.COLOURS : Ansi.PLAIN;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
    }

    private static boolean isTrue(Properties properties, String name) {
        return Boolean.parseBoolean(properties.getProperty(name));
    }

    private static int columns(Properties properties) {
        try {
            return Integer.parseInt(properties.getProperty("assay.terminal.columns", ""));
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }
}
