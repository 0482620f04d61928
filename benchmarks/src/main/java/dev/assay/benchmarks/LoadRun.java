package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.config.Settings;
import dev.assay.schemas.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends turns to a service, phase by phase, and meanwhile enters what comes out and looks at the service's metrics and
 * memory. Used by one thread; has two of its own.
 */
final class LoadRun implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double LONGEST_SILENCE_SECONDS = 120;
    private static final long POLL_MILLIS = 20;
    private static final long GRACE_MILLIS = 1000; // in which a second outcome of the last turns would come

    private final ShippedService service;
    private final Feeder feeder;
    private final LatencyProbe outcomes;
    private final SteadyConversations conversations;
    private final TurnLedger ledger = new TurnLedger();
    private final List<LoadSample> samples = new ArrayList<>(); // guarded by itself
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread entering;
    private final Thread sampling;
    private volatile boolean closing;

    /**
     * A stretch of time at one rate.
     *
     * @param from first record time of the turns sent in it
     * @param to behind their last one
     * @param mostWaiting turns without an outcome
     */
    record Phase(long from, long to, int mostWaiting) {

        double seconds() {
            return (to - from) / 1000.0;
        }
    }

    LoadRun(LoadedSystem system, SteadyConversations conversations, double sampleSeconds) {
        this.service = system.service();
        this.conversations = conversations;
        this.feeder = new Feeder(system.broker().bootstrapServers(), ServiceSettings.inputTopic());
        this.outcomes = new LatencyProbe(
                system.broker().bootstrapServers(),
                List.of(Settings.ACTIVATIONS_TOPIC.defaultText(), Settings.DEAD_LETTERS_TOPIC.defaultText()));
        this.entering = repeatedly("outcomes", () -> outcomes.poll(this::enter));
        this.sampling = repeatedly("samples", () -> {
            sample();
            Thread.sleep((long) (sampleSeconds * 1000));
        });
    }

    TurnLedger ledger() {
        return ledger;
    }

    /** All, oldest first. */
    List<LoadSample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    /** Those since the phase began; after {@link #drain} at least one. */
    List<LoadSample> samplesSince(Phase phase) {
        return samples().stream()
                .filter(sample -> sample.millis() >= phase.from())
                .toList();
    }

    /** Sends so many turns a second for so long. */
    Phase send(double perSecond, double seconds) {
        long turns = Math.round(perSecond * seconds);
        int before = ledger.turns();
        return sendWhile(perSecond, () -> ledger.turns() - before < turns);
    }

    /** Sends so many turns a second for as long as asked to. */
    Phase sendWhile(double perSecond, BooleanSupplier goOn) {
        AtomicInteger mostWaiting = new AtomicInteger();
        long from = System.currentTimeMillis();
        feeder.send(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        requireHealth();
                        return goOn.getAsBoolean();
                    }

                    @Override
                    public Turn next() {
                        Turn turn = conversations.next();
                        ledger.sent(turn);
                        mostWaiting.accumulateAndGet(ledger.waiting(), Math::max);
                        return turn;
                    }
                },
                perSecond);
        return new Phase(from, System.currentTimeMillis(), mostWaiting.get());
    }

    /** Waits until every turn has an outcome, or none has come for long, and a little for those too many. */
    void drain() throws IOException, InterruptedException {
        int answered = ledger.answered();
        long heard = System.nanoTime();
        while (ledger.waiting() > 0 && (System.nanoTime() - heard) / 1e9 < LONGEST_SILENCE_SECONDS) {
            requireHealth();
            Thread.sleep(POLL_MILLIS);
            if (ledger.answered() > answered) {
                answered = ledger.answered();
                heard = System.nanoTime();
            }
        }
        Thread.sleep(GRACE_MILLIS);
        sample();
    }

    private void requireHealth() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the service could not be watched any more", failed);
        }
    }

    private void enter(ConsumerRecord<byte[], byte[]> record, long latency) {
        if (record.topic().equals(Settings.DEAD_LETTERS_TOPIC.defaultText())) {
            ledger.refused();
            return;
        }
        try {
            JsonNode judged = JSON.readTree(record.value());
            ledger.judged(
                    judged.required("conversationId").textValue(),
                    judged.required("turnId").textValue(),
                    record.timestamp(),
                    latency);
        } catch (IOException e) {
            throw new UncheckedIOException("an outcome is no JSON", e);
        }
    }

    private void sample() throws IOException, InterruptedException {
        service.collectGarbage();
        Scrape metrics = service.scrape();
        LoadSample sample = new LoadSample(
                System.currentTimeMillis(),
                ledger.turns(),
                ledger.waiting(),
                LoadSample.heapOf(metrics),
                service.memory(),
                metrics);
        synchronized (samples) {
            samples.add(sample);
        }
        System.out.println(sample.describe());
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private Thread repeatedly(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (!closing) {
                            step.run();
                        }
                    } catch (IOException | RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // told to end
                    }
                },
                name);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        closing = true;
        sampling.interrupt();
        try {
            sampling.join();
            entering.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outcomes.close();
        feeder.close();
    }
}
