package dev.assay.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What a benchmark found: a table for people, then the same as one line of JSON. */
record Report(String benchmark, Machine machine, List<Figure> figures) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Report {
        figures = List.copyOf(figures);
    }

    void print(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s on %s, %d processors, %s, %s, load %.2f at the start%n%n",
                benchmark,
                machine.cpu(),
                machine.processors(),
                machine.java(),
                machine.system(),
                machine.load());
        int width = figures.stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        for (Figure figure : figures) {
            out.println(row(figure, width).stripTrailing());
        }
        out.println();
        out.println(json());
    }

    /** Of the process that prints it: 0 if every target is met. */
    int status() {
        return figures.stream().allMatch(Figure::isMet) ? 0 : 1;
    }

    private static String row(Figure figure, int width) {
        String value = String.format(Locale.ROOT, figure.value() >= 1000 ? "%,.0f" : "%.3f", figure.value());
        return String.format(
                Locale.ROOT,
                "%-" + width + "s  %12s  %-12s %s",
                figure.name(),
                value,
                figure.unit(),
                figure.judgement());
    }

    String json() {
        ObjectNode report = JSON.createObjectNode().put("benchmark", benchmark);
        report.set("machine", JSON.valueToTree(machine));
        ArrayNode list = report.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = list.addObject()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit());
            Target target = figure.target();
            if (target != null) {
                node.put("target", target.text()).put("met", target.isMetBy(figure.value()));
            }
        }
        return report.toString();
    }
}
