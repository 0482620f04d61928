package dev.assay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.follow.AlertFeed;
import dev.assay.follow.SourceText;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.terminal.AlertView;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prints each alert as it arrives on the alerts topic, from a thread of its own, and counts them. */
final class AlertPrinter implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** After a failure alerts are announced twice and published once: those missing are not waited for longer. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AlertFeed feed;
    private final SourceText texts;
    private final Terminal terminal;
    private final ProgressLine progress;
    private final boolean json;
    private final AlertView view;
    private final JsonCodec<Alert> codec = new JsonCodec<>(RecordMapper.of(Alert.class, Schemas.of(Alert.class)));
    private final Thread thread = new Thread(this::run, "demo-alerts");
    private final Map<String, Long> categories = new TreeMap<>(); // guarded by this
    private final Set<String> conversations = new HashSet<>(); // guarded by this
    private long printed; // guarded by this
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    /** @param json whether to print alerts as they are in the topic, instead of for people */
    AlertPrinter(AlertFeed feed, SourceText texts, Terminal terminal, ProgressLine progress, boolean json) {
        this.feed = feed;
        this.texts = texts;
        this.terminal = terminal;
        this.progress = progress;
        this.json = json;
        this.view = new AlertView(terminal.ansi(), terminal.columns());
    }

    void start() {
        thread.start();
    }

    /** Returns when every alert that was raised is committed and printed. */
    void finish(Ledger ledger) throws IOException, InterruptedException {
        awaitPrinted(ledger.balance().alerts());
        close();
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IOException("alerts could not be read: " + cause.getMessage(), cause);
        }
    }

    private synchronized void awaitPrinted(long alerts) throws InterruptedException {
        long until = System.nanoTime() + GRACE.toNanos();
        while (printed < alerts && failure == null && System.nanoTime() < until) {
            wait(POLL.toMillis());
        }
    }

    /** Alerts printed, by category. */
    synchronized Map<String, Long> categories() {
        return new TreeMap<>(categories);
    }

    /** Conversations with at least one alert. */
    synchronized int conversations() {
        return conversations.size();
    }

    @Override
    public void close() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean complete = false;
            while (!complete) {
                boolean last = stopping;
                feed.poll(POLL).forEach(this::print);
                complete = last && feed.isAtEnd();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void print(Alert alert) {
        String text = json ? new String(codec.encode(alert), UTF_8) : view.show(alert, texts.read(alert.source()));
        progress.above(() -> {
            terminal.out().println(text);
            terminal.out().flush();
        });
        synchronized (this) {
            printed++;
            categories.merge(alert.category(), 1L, Long::sum);
            conversations.add(alert.conversationId());
            notifyAll();
        }
    }
}
