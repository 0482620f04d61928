package dev.assay.training;

import dev.assay.graph.HalfFloat;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Token residuals in fp16 files, mapped into memory: the operating system keeps what fits. Thread-safe. */
public final class MappedTokenRows implements TokenRows {

    private final int dModel;
    private final int[] starts; // [files + 1], first row of each file
    private final ShortBuffer[] files; // each [rows, dModel], fp16

    private MappedTokenRows(int dModel, int[] starts, ShortBuffer[] files) {
        this.dModel = dModel;
        this.starts = starts;
        this.files = files;
    }

    /** @param rows of each file */
    static MappedTokenRows open(List<Path> paths, List<Integer> rows, int dModel) throws IOException {
        int[] starts = new int[paths.size() + 1];
        ShortBuffer[] files = new ShortBuffer[paths.size()];
        for (int i = 0; i < files.length; i++) {
            long expected = (long) rows.get(i) * dModel * Short.BYTES;
            starts[i + 1] = starts[i] + rows.get(i);
            try (FileChannel channel = FileChannel.open(paths.get(i), StandardOpenOption.READ)) {
                if (channel.size() != expected) {
                    throw new TrainingException("harvest file " + paths.get(i).getFileName() + " has " + channel.size()
                            + " bytes; expected " + expected + ". Delete the work directory to harvest anew");
                }
                files[i] = channel.map(FileChannel.MapMode.READ_ONLY, 0, expected)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
            }
        }
        return new MappedTokenRows(dModel, starts, files);
    }

    @Override
    public int rows() {
        return starts[files.length];
    }

    @Override
    public int dModel() {
        return dModel;
    }

    @Override
    public void copyRow(int row, float[] out, int offset) {
        int found = Arrays.binarySearch(starts, row);
        int file = found >= 0 ? found : -found - 2;
        while (starts[file + 1] <= row) {
            file++; // past files without rows
        }
        ShortBuffer buffer = files[file];
        int first = (row - starts[file]) * dModel;
        for (int i = 0; i < dModel; i++) {
            out[offset + i] = HalfFloat.toFloat(buffer.get(first + i));
        }
    }
}
