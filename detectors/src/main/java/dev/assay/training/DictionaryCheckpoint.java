package dev.assay.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A training state on disk, replaced atomically, so that a killed run goes on where it was. It belongs to one
 * fingerprint of options and data; another one's is ignored.
 */
final class DictionaryCheckpoint {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final String fingerprint;

    DictionaryCheckpoint(Path file, String fingerprint) {
        this.file = file;
        this.fingerprint = fingerprint;
    }

    void write(DictionaryState state) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        CheckedOutputStream checked = new CheckedOutputStream(
                new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER), new CRC32());
        try (DataOutputStream out = new DataOutputStream(checked)) {
            out.writeUTF(fingerprint);
            out.writeInt(state.step);
            for (long fired : state.lastFired) {
                out.writeLong(fired);
            }
            for (float[] array : state.arrays()) {
                FloatBytes.write(out, array);
            }
            out.writeLong(checked.getChecksum().getValue());
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Fills {@code state} from the file; false, and nothing to rely on in it, if there is no fitting one. */
    boolean read(DictionaryState state) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), new CRC32());
        try (DataInputStream in = new DataInputStream(checked)) {
            if (!in.readUTF().equals(fingerprint)) {
                return false;
            }
            state.step = in.readInt();
            for (int i = 0; i < state.lastFired.length; i++) {
                state.lastFired[i] = in.readLong();
            }
            for (float[] array : state.arrays()) {
                FloatBytes.read(in, array);
            }
            long expected = checked.getChecksum().getValue();
            if (in.readLong() != expected) {
                throw new TrainingException("checkpoint " + file.getFileName()
                        + " is damaged: its checksum does not fit; delete it to train the dictionary anew");
            }
            return true;
        }
    }
}
