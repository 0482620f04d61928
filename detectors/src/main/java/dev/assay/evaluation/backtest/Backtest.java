package dev.assay.evaluation.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks of one detector's recorded scores what another threshold would have done. Alerts are counted as the service raises
 * them: after one, further ones of the same conversation are held back for the cool-down, in record time. Turns whose time
 * was not recorded are never held back. Immutable, thread-safe.
 */
public final class Backtest {

    private static final double MILLIS_PER_DAY = 86_400_000;

    private final List<RecordedScore> scores;
    private final long coolDownMillis;
    private final @Nullable Double days;

    /**
     * @param scores in the order of each conversation's turns
     * @param days that the scores cover; null to take the time between the first and the last turn
     */
    public Backtest(List<RecordedScore> scores, Duration coolDown, @Nullable Double days) {
        this.scores = List.copyOf(scores);
        this.coolDownMillis = coolDown.toMillis();
        this.days = days == null ? covered(scores) : days;
    }

    /** Null if it is not known. */
    public @Nullable Double days() {
        return days;
    }

    /** One for each threshold, rising; a threshold given twice is there once. */
    public List<ThresholdFigures> sweep(Collection<Double> thresholds) {
        return new TreeSet<>(thresholds).stream().map(this::at).toList();
    }

    public ThresholdFigures at(double threshold) {
        return figures(threshold, alerts(threshold));
    }

    /** Compares alerts turn by turn: with a cool-down a lower threshold may also move an alert to an earlier turn. */
    public ThresholdChange change(double now, double then) {
        List<RecordedScore> before = alerts(now);
        List<RecordedScore> after = alerts(then);
        return new ThresholdChange(
                figures(now, before), figures(then, after), without(after, before), without(before, after));
    }

    private ThresholdFigures figures(double threshold, List<RecordedScore> alerts) {
        List<RecordedScore> flagged =
                scores.stream().filter(turn -> turn.score() >= threshold).toList();
        return new ThresholdFigures(
                threshold,
                flagged.size(),
                alerts.size(),
                (int) alerts.stream()
                        .map(RecordedScore::conversationId)
                        .distinct()
                        .count(),
                days == null ? null : Double.valueOf(alerts.size() / days),
                count(flagged, turn -> Boolean.TRUE.equals(turn.confirmed())),
                count(flagged, turn -> Boolean.FALSE.equals(turn.confirmed())),
                flagged.isEmpty()
                        ? null
                        : Double.valueOf(flagged.stream()
                                .mapToDouble(RecordedScore::score)
                                .average()
                                .orElse(0)));
    }

    private List<RecordedScore> alerts(double threshold) {
        List<RecordedScore> alerts = new ArrayList<>();
        Map<String, Long> last = new HashMap<>(); // record time of each conversation's last alert
        for (RecordedScore turn : scores) {
            if (turn.score() >= threshold) {
                Instant time = turn.time();
                Long before = last.get(turn.conversationId());
                if (time == null || before == null || time.toEpochMilli() - before >= coolDownMillis) {
                    alerts.add(turn);
                    if (time != null) {
                        last.put(turn.conversationId(), time.toEpochMilli());
                    }
                }
            }
        }
        return alerts;
    }

    private static List<RecordedScore> without(List<RecordedScore> alerts, List<RecordedScore> others) {
        HashSet<RecordedScore> there = new HashSet<>(others);
        return alerts.stream().filter(alert -> !there.contains(alert)).toList();
    }

    private static int count(List<RecordedScore> turns, Predicate<RecordedScore> which) {
        return (int) turns.stream().filter(which).count();
    }

    private static @Nullable Double covered(List<RecordedScore> scores) {
        long[] times = scores.stream()
                .map(RecordedScore::time)
                .filter(Objects::nonNull)
                .mapToLong(Instant::toEpochMilli)
                .sorted()
                .toArray();
        return times.length < 2 || times[times.length - 1] == times[0]
                ? null
                : (times[times.length - 1] - times[0]) / MILLIS_PER_DAY;
    }
}
