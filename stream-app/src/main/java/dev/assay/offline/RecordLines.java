package dev.assay.offline;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a JSONL file, plain or gzip-compressed, as bytes: nothing is decoded, so nothing is lost. */
public final class RecordLines implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;

    private RecordLines(InputStream in) {
        this.in = in;
    }

    /** Whether a file is compressed shows in its first bytes, not in its name. */
    public static RecordLines open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException(file + " is a directory; expected a JSONL file");
        }
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        raw.mark(2);
        boolean compressed = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        return new RecordLines(compressed ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw);
    }

    /** @param in uncompressed; closed with this */
    public static RecordLines of(InputStream in) {
        return new RecordLines(new BufferedInputStream(in, BUFFER));
    }

    /** @return the next line that is not blank, without its end; null after the last */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        boolean blank = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                if (!blank) {
                    return line.toByteArray();
                }
                line.reset();
            } else if (b != '\r') {
                blank &= b == ' ' || b == '\t';
                line.write(b);
            }
        }
        return blank ? null : line.toByteArray();
    }

    /** How many lines {@link #next} has still to give; reads them. */
    public long count() throws IOException {
        long lines = 0;
        while (next() != null) {
            lines++;
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
