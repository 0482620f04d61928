package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The text of a document part: its title and context, and its source where that is text. Files have none. */
final class DocumentText {

    private DocumentText() {}

    static String of(JsonNode part) {
        JsonNode source = part.path("source");
        String body =
                switch (source.path("type").asText()) {
                    case "text" -> source.path("data").asText();
                    case "content" -> LooseText.of(source);
                    default -> "";
                };
        return ContentText.join(
                List.of(part.path("title").asText(), part.path("context").asText(), body));
    }
}
