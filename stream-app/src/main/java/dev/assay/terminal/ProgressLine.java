package dev.assay.terminal;

import static java.util.Objects.requireNonNull;

import java.util.function.LongSupplier;

/**
 * Shows how far a long task is: one line drawn anew on a terminal, otherwise a line every few seconds. Thread-safe.
 *
 * <p>It writes to {@code err}. Everything else that goes to the terminal meanwhile must go through {@link #above}.
 */
public final class ProgressLine implements AutoCloseable {

    private static final int BAR = 28;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final String ERASE = "\r\u001B[K";

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private String label = "";
    private boolean drawn;
    private long shownAt;
    private String last = "";

    public ProgressLine(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    /**
     * @param what is done, e.g. {@code playing}; another one starts a new line
     * @param total of {@code done}; negative if unknown
     * @param note appended, e.g. a rate
     */
    public synchronized void update(String what, long done, long total, String note) {
        if (!label.equals(what)) {
            finish();
            label = requireNonNull(what, "what");
        }
        last = line(what, done, total, note);
        long now = nanoTime.getAsLong();
        boolean complete = done == total;
        long interval = terminal.animates() ? REDRAW_NANOS : LINE_NANOS;
        if (now - shownAt >= interval || (complete && terminal.animates())) {
            shownAt = now;
            draw();
        }
    }

    /** Runs something that prints, without mixing it with the progress. */
    public synchronized void above(Runnable printing) {
        boolean redraw = drawn;
        erase();
        printing.run();
        if (redraw) {
            draw();
        }
    }

    @Override
    public void close() {
        finish();
    }

    static String line(String what, long done, long total, String note) {
        StringBuilder line = new StringBuilder(what).append(' ');
        if (total > 0) {
            int filled = (int) (BAR * Math.min(done, total) / total);
            line.append('[')
                    .append("#".repeat(filled))
                    .append("-".repeat(BAR - filled))
                    .append("] ")
                    .append(100 * Math.min(done, total) / total)
                    .append("%  ")
                    .append(Figures.count(done))
                    .append(" of ")
                    .append(Figures.count(total));
        } else {
            line.append(Figures.count(done));
        }
        return note.isEmpty() ? line.toString() : line.append(", ").append(note).toString();
    }

    private void draw() {
        if (terminal.animates()) {
            String cut = last.length() < terminal.columns() ? last : last.substring(0, terminal.columns() - 1);
            terminal.err().print(ERASE + cut);
            terminal.err().flush();
            drawn = true;
        } else {
            terminal.err().println(last);
        }
    }

    private void erase() {
        if (drawn) {
            terminal.err().print(ERASE);
            terminal.err().flush();
            drawn = false;
        }
    }

    /** Ends the line; the last state stays on it. */
    public synchronized void finish() {
        if (drawn) {
            draw();
            terminal.err().println();
            drawn = false;
        }
        label = "";
    }
}
