package dev.assay.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** A {@code tokenizer.json}, stripped of all that would let text become control tokens, and the ids of those. */
final class TokenizerFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL_LONGEST_WORD = 100;

    /** Code points that one code point becomes at most in NFD (Unicode Standard Annex 15, 11.4). */
    private static final int MOST_EXPANSION = 4;

    private final byte[] withoutControls;
    private final ControlTokens controls;
    private final int unknown;
    private final int longestWord;
    private final Set<Integer> controlIds;
    private final Set<String> words;

    private TokenizerFile(
            byte[] withoutControls,
            ControlTokens controls,
            int unknown,
            int longestWord,
            Set<Integer> controlIds,
            Set<String> words) {
        this.withoutControls = withoutControls;
        this.controls = controls;
        this.unknown = unknown;
        this.longestWord = longestWord;
        this.controlIds = Set.copyOf(controlIds);
        this.words = Set.copyOf(words);
    }

    static TokenizerFile parse(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            String type = root.path("model").path("type").asText("none");
            if (!(root instanceof ObjectNode file) || !type.equals("WordPiece")) {
                throw new IllegalArgumentException("tokenizer.json has model.type " + type + "; expected WordPiece");
            }
            JsonNode vocabulary = file.path("model").path("vocab");
            ControlTokens controls =
                    new ControlTokens(id(vocabulary, "[CLS]"), id(vocabulary, "[SEP]"), id(vocabulary, "[PAD]"));
            int unknown = id(vocabulary, file.path("model").path("unk_token").asText("[UNK]"));
            int longestWord = longestWord(file.path("model").path("max_input_chars_per_word"));
            Set<Integer> controlIds = new HashSet<>(Set.of(controls.start(), controls.separator(), controls.padding()));
            file.path("added_tokens")
                    .forEach(token -> controlIds.add(token.path("id").asInt()));
            controlIds.remove(unknown);
            file.putArray("added_tokens");
            file.putNull("post_processor");
            file.putNull("truncation");
            file.putNull("padding");
            Set<String> words = new HashSet<>();
            vocabulary.fieldNames().forEachRemaining(words::add);
            return new TokenizerFile(JSON.writeValueAsBytes(file), controls, unknown, longestWord, controlIds, words);
        } catch (IOException e) {
            throw new IllegalArgumentException("tokenizer.json of " + json.length + " bytes is not JSON", e);
        }
    }

    byte[] withoutControls() {
        return withoutControls;
    }

    ControlTokens controls() {
        return controls;
    }

    int unknown() {
        return unknown;
    }

    /** Code points, after normalisation, of the longest word that is not at once the unknown token. */
    int longestWord() {
        return longestWord;
    }

    /** Code points of a word that is not longer than {@link #longestWord} whatever normalisation makes of it. */
    int safeWord() {
        return longestWord / MOST_EXPANSION;
    }

    boolean isWord(String text) {
        return words.contains(text);
    }

    boolean isControl(int id) {
        return controlIds.contains(id);
    }

    private static int longestWord(JsonNode limit) {
        int longest = limit.asInt(USUAL_LONGEST_WORD);
        if (longest < MOST_EXPANSION) {
            throw new IllegalArgumentException("tokenizer.json has model.max_input_chars_per_word " + longest
                    + "; expected at least " + MOST_EXPANSION);
        }
        return longest;
    }

    private static int id(JsonNode vocabulary, String token) {
        JsonNode id = vocabulary.path(token);
        if (!id.isInt()) {
            throw new IllegalArgumentException(
                    "tokenizer.json has no " + token + " in model.vocab; expected its id there");
        }
        return id.intValue();
    }
}
