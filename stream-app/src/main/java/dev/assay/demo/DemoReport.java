package dev.assay.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.demo.Ledger.Balance;
import dev.assay.terminal.Figures;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the demo did.
 *
 * @param records played
 * @param balance of turns
 * @param categories published alerts by category
 * @param conversations with at least one alert
 * @param seconds from the first record to the last outcome
 * @param metrics address
 */
public record DemoReport(
        long records,
        Balance balance,
        Map<String, Long> categories,
        int conversations,
        double seconds,
        String metrics) {

    public DemoReport {
        categories = Map.copyOf(categories);
    }

    /** For people, several lines. */
    public String text() {
        long alerts = categories.values().stream().mapToLong(Long::longValue).sum();
        String byCategory = new TreeMap<>(categories)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Figures.count(entry.getValue()))
                        .collect(Collectors.joining(", "));
        return "read       " + Figures.count(balance.judged(), "turn") + ", " + Figures.count(balance.tokens(), "token")
                + " in " + Figures.seconds(seconds) + ": "
                + Figures.rate(balance.tokens(), seconds, "tokens") + "\n"
                + "alerts     " + Figures.count(alerts)
                + (alerts == 0 ? "" : " in " + Figures.count(conversations, "conversation") + ": " + byCategory)
                + (balance.heldBack() == 0
                        ? ""
                        : "; " + Figures.count(balance.heldBack()) + " more held back by the cool-down")
                + "\n"
                + "latency    p50 " + Figures.seconds(balance.median()) + ", p99 " + Figures.seconds(balance.slowest())
                + ", from the record's arrival to the verdicts\n"
                + "account    " + account() + "\n"
                + "metrics    " + metrics + "\n";
    }

    private String account() {
        String sum = Figures.count(balance.sent(), "turn") + " in " + Figures.count(records, "record") + " sent = "
                + Figures.count(balance.judged()) + " judged + "
                + Figures.count(balance.duplicates(), "duplicate") + " + "
                + Figures.count(balance.deadLetters(), "dead letter");
        if (balance.lost() > 0) {
            return sum + " + " + Figures.count(balance.lost()) + " LOST";
        }
        return balance.failedReads() == 0
                ? sum + ", none lost"
                : sum + ", none lost, though " + Figures.count(balance.failedReads(), "reading") + " failed";
    }

    /** For machines, one line. */
    public String json() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.put("records", records);
        summary.put("turnsSent", balance.sent());
        summary.put("turnsJudged", balance.judged());
        summary.put("duplicates", balance.duplicates());
        summary.put("deadLetters", balance.deadLetters());
        summary.put("turnsLost", balance.lost());
        summary.put("turnsReadAgain", balance.failedReads());
        summary.put("tokens", balance.tokens());
        summary.put("seconds", seconds);
        summary.put("tokensPerSecond", seconds > 0 ? balance.tokens() / seconds : 0);
        summary.put("latencyP50Seconds", balance.median());
        summary.put("latencyP99Seconds", balance.slowest());
        ObjectNode alerts = summary.putObject("alerts");
        new TreeMap<>(categories).forEach(alerts::put);
        summary.put("alertsHeldBack", balance.heldBack());
        summary.put("metrics", metrics);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.set("summary", summary);
        return line.toString();
    }
}
