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

    /** No setting allows a record of more bytes; a small compressed file can hold a line of any length. */
    private static final int LONGEST_LINE = 200_000_000;

    private final InputStream in;
    private final int longestLine;

    private RecordLines(InputStream in, int longestLine) {
        this.in = in;
        this.longestLine = longestLine;
    }

    /** Whether a file is compressed shows in its first bytes, not in its name. */
    public static RecordLines open(Path file) throws IOException {
        return open(file, LONGEST_LINE);
    }

    static RecordLines open(Path file, int longestLine) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileNotFoundException(file + " is a directory; expected a JSONL file");
        }
        BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        raw.mark(2);
        boolean compressed = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        return new RecordLines(
                compressed ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw, longestLine);
    }

    /** @param in uncompressed; closed with this */
    public static RecordLines of(InputStream in) {
        return new RecordLines(new BufferedInputStream(in, BUFFER), LONGEST_LINE);
    }

    /**
     * @return the next line that is not blank, without its end; null after the last
     * @throws IOException also if a line is longer than any record may be
     */
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
                if (line.size() == longestLine) {
                    throw new IOException("a line has more than " + longestLine + " bytes; expected one record a line");
                }
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
