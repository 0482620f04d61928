package dev.assay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.chat.Prompt;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.intake.InputLimits;
import dev.assay.intake.JsonInputParser;
import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.state.ConversationContext;
import dev.assay.state.Place;
import dev.assay.state.PromptedTurn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Turns of many conversations, interleaved as they would arrive, each conversation's in order. Immutable. */
record Workload(List<Turn> turns) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TURNS = 8; // of a generated conversation

    Workload {
        turns = List.copyOf(turns);
    }

    /** @return {@code count} turns, always the same for a seed */
    static Workload generated(int count, long seed) {
        Random random = new Random(seed);
        ChatText text = new ChatText(seed);
        List<Turn> turns = new ArrayList<>();
        for (int conversation = 0; turns.size() < count; conversation++) {
            int length = Math.min(1 + random.nextInt(MOST_TURNS), count - turns.size());
            for (int turn = 0; turn < length; turn++) {
                Role role = turn % 2 == 0 ? Role.USER : Role.ASSISTANT;
                turns.add(new Turn("c" + conversation, "t" + turn, role, text.next(), Instant.EPOCH, null, null, null));
            }
        }
        return interleaved(turns);
    }

    /**
     * @param file transcripts as JSON lines, gzipped or not
     * @param count turns to take; fewer if the file has fewer
     */
    static Workload read(Path file, int count, Config config) throws IOException {
        JsonInputParser parser = new JsonInputParser(InputLimits.of(config));
        List<Turn> turns = new ArrayList<>();
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, UTF_8))) {
            for (String line = lines.readLine(); line != null && turns.size() < count; line = lines.readLine()) {
                turns.addAll(parser.parse(line.getBytes(UTF_8), new Source("file", 0, 0, 0), Instant.EPOCH)
                        .turns());
            }
        }
        return interleaved(turns.subList(0, Math.min(count, turns.size())));
    }

    /** The first turns of all conversations, then the second, and so on. */
    private static Workload interleaved(List<Turn> turns) {
        Map<String, Integer> positions = new HashMap<>();
        record Placed(int position, Turn turn) {}
        return new Workload(turns.stream()
                .map(turn -> new Placed(positions.merge(turn.conversationId(), 1, Integer::sum), turn))
                .sorted(Comparator.comparingInt(Placed::position))
                .map(Placed::turn)
                .toList());
    }

    /** What the pipeline asks the reader to read, in the order of the turns. */
    List<Prompt> prompts(Config config) {
        Map<String, ConversationContext> contexts = new HashMap<>();
        List<Prompt> prompts = new ArrayList<>();
        for (Turn turn : turns) {
            ConversationContext before = contexts.getOrDefault(turn.conversationId(), ConversationContext.EMPTY);
            prompts.add(new PromptedTurn(turn, before.messages()).prompt());
            contexts.put(
                    turn.conversationId(),
                    before.plus(
                            turn,
                            Place.alone(turn),
                            0,
                            config.get(Settings.CONTEXT_CHARACTERS),
                            config.get(Settings.CONTEXT_TURN_IDS)));
        }
        return prompts;
    }

    /** An input record of the monitor. */
    static byte[] json(String conversationId, Turn turn) {
        ObjectNode record = JSON.createObjectNode()
                .put("conversationId", conversationId)
                .put("turnId", turn.turnId())
                .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                .put("text", turn.text())
                .put("model", "chat-model");
        return record.toString().getBytes(UTF_8);
    }
}
