package dev.assay.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Message;
import java.util.List;

/**
 * One transcript of a labelled file.
 *
 * @param id unique in its file
 * @param source public origin of the text, {@code owner/name:path}
 * @param license as stated by the publisher
 * @param subset the sub-collection it belongs to; equal to {@code source} where the file names none
 * @param group records made from the same item share it and stay on one side of any split; equal to {@code id} where
 *     the file names none
 */
public record LabelledRecord(
        String id,
        String source,
        String license,
        String category,
        Label label,
        String subset,
        String group,
        List<Message> messages) {

    public LabelledRecord {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(license, "license");
        requireNonNull(category, "category");
        requireNonNull(label, "label");
        requireNonNull(subset, "subset");
        requireNonNull(group, "group");
        messages = List.copyOf(messages);
    }
}
