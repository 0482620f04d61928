package dev.assay.training;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.detector.TokenBlocks;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads transcripts exactly as they are read when serving and keeps what learning needs: the mean residual of every block of
 * a turn's tokens ({@link TokenBlocks}) at every hook point, and a random sample of token residuals at the dictionary's hook point.
 *
 * <p>Goes in parts of {@value #PART} records; finished parts are kept, so a killed harvest goes on where it was, and one
 * with more records behind the same ones reads only those. What is kept depends on records, options and reader alone, not
 * on threads.
 */
public final class Harvest {

    private static final String STAGE = "harvest";
    private static final int PART = 256;
    private static final int IN_FLIGHT = 16;
    private static final int MOST_WORD_LENGTH = 24;

    private final HarvestOptions options;
    private final int dModel;
    private final Path directory;
    private final Progress progress;

    /** @param directory of harvests with these options and this reader: its parts are taken to fit them */
    public Harvest(HarvestOptions options, int dModel, Path directory, Progress progress) {
        this.options = options;
        this.dModel = dModel;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * @param reader its head is {@code Head.residuals(options.hooks(), dModel)}
     * @throws TrainingException if the reader's engine fails
     */
    public Harvested run(List<LabelledRecord> records, Reader reader) throws IOException {
        Files.createDirectories(directory);
        List<HarvestPart> parts = new ArrayList<>();
        for (int from = 0; from < records.size(); from += PART) {
            int to = Math.min(from + PART, records.size());
            HarvestPart part = HarvestPart.of(directory, records.subList(from, to));
            parts.add(part);
            if (!part.finished()) {
                new PartHarvest(records, from, to, reader).run(part);
            }
            progress.update(STAGE, to, records.size());
        }
        return Harvested.open(parts, options, dModel);
    }

    /** A turn being read. */
    private record Pending(int record, int index, Message turn, CompletableFuture<TurnScores> scores) {}

    /** One part in the making. */
    private final class PartHarvest {
        private final List<LabelledRecord> records;
        private final int from;
        private final int to;
        private final Reader reader;
        private final int dictionaryColumn;
        private final List<HarvestedTurn> turns = new ArrayList<>();
        private final List<List<float[]>> blocks = new ArrayList<>(); // [hooks][blocks], each [dModel]
        private final List<TokenSample> samples = new ArrayList<>();
        private final Map<Integer, String> words = new TreeMap<>();
        private final int[] tokensRead; // [records of the part]
        private final Deque<Pending> pending = new ArrayDeque<>();

        PartHarvest(List<LabelledRecord> records, int from, int to, Reader reader) {
            this.records = records;
            this.from = from;
            this.to = to;
            this.reader = reader;
            this.dictionaryColumn = options.hooks().indexOf(options.dictionaryHook()) * dModel;
            this.tokensRead = new int[to - from];
            options.hooks().forEach(hook -> blocks.add(new ArrayList<>()));
        }

        void run(HarvestPart part) throws IOException {
            for (int i = from; i < to; i++) {
                LabelledRecord record = records.get(i);
                samples.add(new TokenSample(
                        options.sampledTokens(), dModel, SeededHash.of(options.seed() + 2, record.id())));
                read(i - from, record.messages());
                progress.update(STAGE, i, records.size());
            }
            while (!pending.isEmpty()) {
                accept(pending.remove());
            }
            List<HarvestedRecord> kept =
                    records.subList(from, to).stream().map(HarvestedRecord::of).toList();
            part.write(
                    new HarvestPart.Index(kept, turns, sampledTokens(), words),
                    samples,
                    blocks.stream().map(this::flat).toArray(float[][]::new));
        }

        private void read(int record, List<Message> messages) {
            int characters = 0;
            int mostCharacters = options.tokensPerRecord() * 6;
            for (int index = 0; index < Math.min(messages.size(), options.turnsPerRecord()); index++) {
                if (characters >= mostCharacters) {
                    return;
                }
                Message turn = shortened(
                        messages.get(index), Math.min(options.charactersPerTurn(), mostCharacters - characters));
                characters += turn.text().length();
                while (pending.size() >= IN_FLIGHT) {
                    accept(pending.remove());
                }
                pending.add(
                        new Pending(record, index, turn, reader.read(new Prompt(messages.subList(0, index), turn))));
            }
        }

        private void accept(Pending read) {
            TurnScores scores = await(read.scores);
            int count = Math.min(scores.tokens().size(), options.tokensPerRecord() - tokensRead[read.record]);
            if (count <= 0) {
                return;
            }
            tokensRead[read.record] += count;
            float[] row = new float[scores.columns()];
            double[] sums = new double[scores.columns()]; // of the block
            TokenSample sample = samples.get(read.record);
            for (int token = 0; token < count; token++) {
                scores.copyRow(token, row, 0);
                for (int column = 0; column < row.length; column++) {
                    sums[column] += row[column];
                }
                sample.offer(scores.tokens().id(token), row, dictionaryColumn);
                noteWord(read.turn.text(), scores, token);
                if ((token + 1) % TokenBlocks.TOKENS == 0 || token + 1 == count) {
                    addBlock(sums, token % TokenBlocks.TOKENS + 1);
                    Arrays.fill(sums, 0);
                }
            }
            turns.add(new HarvestedTurn(read.record, read.index, read.turn.role(), count));
        }

        private void addBlock(double[] sums, int tokens) {
            for (int hook = 0; hook < blocks.size(); hook++) {
                float[] mean = new float[dModel];
                for (int i = 0; i < dModel; i++) {
                    mean[i] = (float) (sums[hook * dModel + i] / tokens);
                }
                blocks.get(hook).add(mean);
            }
        }

        private void noteWord(String text, TurnScores scores, int token) {
            int start = scores.tokens().start(token);
            int end = scores.tokens().end(token);
            boolean whole = (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
            String word = text.substring(start, end);
            if (whole && end - start <= MOST_WORD_LENGTH && word.chars().allMatch(Character::isLetter)) {
                words.putIfAbsent(scores.tokens().id(token), word.toLowerCase(Locale.ROOT));
            }
        }

        private float[] flat(List<float[]> rows) {
            float[] flat = new float[rows.size() * dModel]; // [blocks, dModel]
            for (int row = 0; row < rows.size(); row++) {
                System.arraycopy(rows.get(row), 0, flat, row * dModel, dModel);
            }
            return flat;
        }

        private List<SampledToken> sampledTokens() {
            List<SampledToken> sampled = new ArrayList<>();
            for (int record = 0; record < samples.size(); record++) {
                for (int slot = 0; slot < samples.get(record).size(); slot++) {
                    sampled.add(new SampledToken(record, samples.get(record).tokenId(slot)));
                }
            }
            return sampled;
        }
    }

    private static TurnScores await(CompletableFuture<TurnScores> scores) {
        try {
            return scores.join();
        } catch (CompletionException e) {
            throw new TrainingException(
                    "the reader failed while harvesting; the work directory keeps what was read: run again to go on",
                    e);
        }
    }

    /** The first {@code most} UTF-16 units of a message, without half a surrogate pair at the end. */
    private static Message shortened(Message message, int most) {
        String text = message.text();
        if (text.length() <= most) {
            return message;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return new Message(message.role(), text.substring(0, end));
    }
}
