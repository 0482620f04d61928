package dev.assay.benchmarks;

import dev.assay.schemas.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which turns were sent and what came of each: one outcome, or none, or too many. Thread-safe. */
final class TurnLedger {

    private final Map<String, Integer> outcomes = new HashMap<>(); // of each turn sent, so far
    private final List<Arrival> arrivals = new ArrayList<>();
    private int answered; // turns with an outcome
    private int repeated;
    private int invented;
    private int deadLetters;
    private long quietSince; // System.nanoTime() since when turns wait and none comes out
    private long longestPause; // nanoseconds

    /**
     * A turn that came out.
     *
     * @param recordTime of the turn
     * @param latency milliseconds
     */
    private record Arrival(long recordTime, long latency) {}

    synchronized void sent(Turn turn) {
        if (waiting() == 0) {
            quietSince = System.nanoTime();
        }
        outcomes.put(id(turn.conversationId(), turn.turnId()), 0);
    }

    /** @param latency milliseconds from the turn's record time until now */
    synchronized void judged(String conversation, String turn, long recordTime, long latency) {
        pauseEnds();
        Integer count = outcomes.computeIfPresent(id(conversation, turn), (id, earlier) -> earlier + 1);
        if (count == null) {
            invented++;
        } else if (count > 1) {
            repeated++;
        } else {
            answered++;
            arrivals.add(new Arrival(recordTime, latency));
        }
    }

    /** No turn sent deserves one. */
    synchronized void refused() {
        deadLetters++;
    }

    synchronized int turns() {
        return outcomes.size();
    }

    /** Turns sent that have no outcome yet. At the end they are lost. */
    synchronized int waiting() {
        return outcomes.size() - answered;
    }

    synchronized int answered() {
        return answered;
    }

    /** Outcomes too many, and those of turns never sent. */
    synchronized int repeatedOrInvented() {
        return repeated + invented;
    }

    synchronized int deadLetters() {
        return deadLetters;
    }

    /** In which turns waited and none came out, in seconds. */
    synchronized double longestPause() {
        return longestPause / 1e9;
    }

    /** Of turns whose record time is in the interval, in milliseconds. */
    synchronized List<Double> latencies(long from, long to) {
        return arrivals.stream()
                .filter(arrival -> arrival.recordTime() >= from && arrival.recordTime() < to)
                .map(arrival -> (double) arrival.latency())
                .toList();
    }

    private void pauseEnds() {
        long now = System.nanoTime();
        longestPause = Math.max(longestPause, now - quietSince);
        quietSince = now;
    }

    private static String id(String conversation, String turn) {
        return conversation + "/" + turn;
    }
}
