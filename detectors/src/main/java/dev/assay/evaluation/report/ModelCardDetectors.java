package dev.assay.evaluation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a bundle's model card says about each detector: the figures that training measured on sources it left out. A card
 * without such sections has none.
 */
final class ModelCardDetectors {

    private static final Pattern SECTION = Pattern.compile("## Detector `([^`]+)`");
    private static final Set<String> SOURCE_HEADS = Set.of("subset", "source");

    private final Map<String, List<Block>> sections = new LinkedHashMap<>();

    /** @param card Markdown */
    ModelCardDetectors(String card) {
        List<String> table = new ArrayList<>();
        List<Block> section = null;
        for (String line : (card + "\n").lines().toList()) {
            Matcher detector = SECTION.matcher(line);
            if (!line.startsWith("|") && !table.isEmpty() && section != null) {
                section.add(table(table));
                table.clear();
            }
            if (detector.lookingAt()) {
                section = new ArrayList<>();
                sections.put(detector.group(1), section);
            } else if (line.startsWith("## ")) {
                section = null;
            } else if (section != null && line.startsWith("|")) {
                table.add(line);
            } else if (section != null && !line.isBlank()) {
                section.add(new Block.Paragraph(line));
            }
        }
        if (section != null && !table.isEmpty()) {
            section.add(table(table));
        }
    }

    /** The section of a detector, without its heading; empty if there is none. */
    List<Block> section(String detector) {
        return sections.getOrDefault(detector, List.of());
    }

    /** The sources that the card has figures for: those the detector was trained on. */
    Set<String> sources(String detector) {
        return section(detector).stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .filter(table -> SOURCE_HEADS.contains(table.head().get(0)))
                .flatMap(table -> table.rows().stream())
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
    }

    private static Block.Table table(List<String> lines) {
        List<String> head = cells(lines.get(0));
        return new Block.Table(
                head,
                lines.stream()
                        .skip(2)
                        .map(ModelCardDetectors::cells)
                        .filter(row -> row.size() == head.size())
                        .toList());
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
    }
}
