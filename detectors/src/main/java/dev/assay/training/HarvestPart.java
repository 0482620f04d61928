package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one part of a harvest, a few hundred records, named after what they hold: {@code part-KEY.tokens} with the sampled token residuals as
 * plain fp16 rows, and {@code part-KEY.turns} with everything else, written last: a part that has it is finished.
 */
final class HarvestPart {

    private static final int MAGIC = 0x41484132; // AHA2
    private static final int BUFFER = 1 << 20;
    private static final String PREFIX = "part-";
    private static final String TURNS = ".turns";

    final Path tokens;
    final Path turns;

    private HarvestPart(Path directory, String key) {
        this.tokens = directory.resolve(PREFIX + key + ".tokens");
        this.turns = directory.resolve(PREFIX + key + TURNS);
    }

    /** The finished parts in a directory, in the order of their names, which has nothing to do with what they hold. */
    static List<HarvestPart> finishedIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(TURNS))
                    .map(name -> name.substring(PREFIX.length(), name.length() - TURNS.length()))
                    .sorted()
                    .map(key -> new HarvestPart(directory, key))
                    .toList();
        }
    }

    /** The part with these records, in this order; another part if anything of them changes. */
    static HarvestPart of(Path directory, List<LabelledRecord> records) {
        StringBuilder contents = new StringBuilder();
        for (LabelledRecord record : records) {
            contents.append(record.id()).append('\n').append(HarvestedRecord.of(record));
            record.messages().forEach(message -> contents.append('\n')
                    .append(message.role())
                    .append(message.text().length())
                    .append(' ')
                    .append(message.text()));
        }
        return new HarvestPart(directory, DataFiles.sha256(contents.toString()).substring(0, 16));
    }

    /**
     * @param turns with record indices within the part
     * @param sampled one for each row of the tokens file, with record indices within the part
     * @param words text of single-word tokens by id
     */
    record Index(
            List<HarvestedRecord> records,
            List<HarvestedTurn> turns,
            List<SampledToken> sampled,
            Map<Integer, String> words) {}

    boolean finished() {
        return Files.exists(turns);
    }

    /**
     * @param residuals for each record its sampled rows
     * @param blocks {@code [hooks][blocks * dModel]}, those of the first turn first
     */
    void write(Index index, List<TokenSample> residuals, float[][] blocks) throws IOException {
        writeTokens(residuals);
        Path unfinished = unfinished(turns);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER))) {
            out.writeInt(MAGIC);
            out.writeInt(index.records.size());
            for (HarvestedRecord record : index.records) {
                out.writeUTF(record.category());
                out.writeUTF(record.label().name());
                out.writeUTF(record.subset());
                out.writeUTF(record.group());
            }
            out.writeInt(index.turns.size());
            for (HarvestedTurn turn : index.turns) {
                out.writeInt(turn.record());
                out.writeInt(turn.index());
                out.writeUTF(turn.role().name());
                out.writeInt(turn.tokens());
            }
            out.writeInt(index.sampled.size());
            for (SampledToken token : index.sampled) {
                out.writeInt(token.record());
                out.writeInt(token.tokenId());
            }
            out.writeInt(index.words.size());
            for (Map.Entry<Integer, String> word : index.words.entrySet()) {
                out.writeInt(word.getKey());
                out.writeUTF(word.getValue());
            }
            for (float[] ofHook : blocks) {
                FloatBytes.write(out, ofHook);
            }
        }
        Files.move(unfinished, turns, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeTokens(List<TokenSample> residuals) throws IOException {
        Path unfinished = unfinished(tokens);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (TokenSample sample : residuals) {
                int length = sample.rowLength();
                ByteBuffer bytes = ByteBuffer.allocate(length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asShortBuffer().put(sample.residuals(), 0, length);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        }
        Files.move(unfinished, tokens, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Index readIndex() throws IOException {
        try (DataInputStream in = open()) {
            return readIndex(in);
        }
    }

    /**
     * @param hook position among the harvested hooks
     * @return {@code [blocks, dModel]}
     */
    float[] readBlocks(int hook, int dModel) throws IOException {
        try (DataInputStream in = open()) {
            int blocks =
                    readIndex(in).turns.stream().mapToInt(HarvestedTurn::blocks).sum();
            float[] rows = new float[blocks * dModel];
            in.skipNBytes((long) hook * rows.length * Float.BYTES);
            FloatBytes.read(in, rows);
            return rows;
        }
    }

    private DataInputStream open() throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(turns), BUFFER));
    }

    private Index readIndex(DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new TrainingException("harvest file " + turns.getFileName() + " starts with "
                    + Integer.toHexString(magic) + "; expected " + Integer.toHexString(MAGIC)
                    + ". Delete the work directory to harvest anew");
        }
        List<HarvestedRecord> records = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            String category = in.readUTF();
            Label label = Label.valueOf(in.readUTF());
            records.add(new HarvestedRecord(category, label, in.readUTF(), in.readUTF()));
        }
        List<HarvestedTurn> read = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            int record = in.readInt();
            int position = in.readInt();
            Role role = Role.valueOf(in.readUTF());
            read.add(new HarvestedTurn(record, position, role, in.readInt()));
        }
        List<SampledToken> sampled = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            int record = in.readInt();
            sampled.add(new SampledToken(record, in.readInt()));
        }
        Map<Integer, String> words = new TreeMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            words.put(in.readInt(), in.readUTF());
        }
        return new Index(records, read, sampled, words);
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }
}
