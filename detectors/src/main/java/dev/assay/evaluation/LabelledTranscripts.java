package dev.assay.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.assay.chat.MalformedTranscriptException;
import dev.assay.chat.Message;
import dev.assay.chat.TranscriptParser;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a labelled file, one record at a time: JSON Lines in UTF-8, gzip-compressed or not, with the fields {@code id},
 * {@code category}, {@code label} (1, 0 or null) and {@code messages}, and optionally {@code source}, {@code license},
 * {@code subset} and {@code group}. Blank lines are skipped. Not thread-safe.
 *
 * <p>A line that does not fit stops the reading with a {@link MalformedDataException}: a silently skipped record would
 * change every figure computed from the file.
 */
public final class LabelledTranscripts implements AutoCloseable {

    private static final String NOT_STATED = "not stated";
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final BufferedReader lines;
    private int line;

    private LabelledTranscripts(Path file, BufferedReader lines) {
        this.file = file;
        this.lines = lines;
    }

    public static LabelledTranscripts open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            InputStream text = isGzip(bytes) ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            return new LabelledTranscripts(
                    file,
                    new BufferedReader(new InputStreamReader(
                            text,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT))));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * The next record, or null at the end of the file.
     *
     * @throws MalformedDataException if the next line is not a labelled record
     */
    public @Nullable LabelledRecord next() throws IOException {
        String text = nextLine();
        while (text != null && text.isBlank()) {
            text = nextLine();
        }
        return text == null ? null : parse(text);
    }

    /** Number of the line the last record came from, counted from 1. */
    public int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private @Nullable String nextLine() throws IOException {
        line++;
        try {
            return lines.readLine();
        } catch (CharacterCodingException e) {
            throw malformed("bytes that are not UTF-8; expected UTF-8 text");
        } catch (ZipException e) {
            throw malformed("damaged gzip data; expected a complete gzip file");
        }
    }

    private LabelledRecord parse(String text) throws MalformedDataException {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("invalid JSON at column " + e.getLocation().getColumnNr() + "; expected one JSON object");
        }
        if (!json.isObject()) {
            throw malformed("JSON of type " + json.getNodeType() + "; expected one JSON object");
        }
        String id = required(json, "id");
        String source = optional(json, "source", NOT_STATED);
        return new LabelledRecord(
                id,
                source,
                optional(json, "license", NOT_STATED),
                required(json, "category"),
                label(json),
                optional(json, "subset", source),
                optional(json, "group", id),
                messages(json));
    }

    private Label label(JsonNode json) throws MalformedDataException {
        JsonNode label = json.path("label");
        if (label.isMissingNode() || label.isNull()) {
            return Label.UNLABELLED;
        }
        if (label.isInt() && (label.intValue() == 0 || label.intValue() == 1)) {
            return label.intValue() == 1 ? Label.POSITIVE : Label.NEGATIVE;
        }
        throw malformed("field label of type " + label.getNodeType() + "; expected 1, 0 or null");
    }

    private List<Message> messages(JsonNode json) throws MalformedDataException {
        try {
            return TranscriptParser.messages(json.path("messages"));
        } catch (MalformedTranscriptException e) {
            throw malformed("messages that cannot be read: " + e.getMessage());
        }
    }

    private String required(JsonNode json, String field) throws MalformedDataException {
        JsonNode value = json.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw malformed("field " + field + " of type " + value.getNodeType() + "; expected a non-empty string");
        }
        return value.textValue();
    }

    private String optional(JsonNode json, String field, String otherwise) throws MalformedDataException {
        JsonNode value = json.path(field);
        return value.isMissingNode() || value.isNull() ? otherwise : required(json, field);
    }

    private MalformedDataException malformed(String found) {
        return new MalformedDataException(file.getFileName() + " line " + line + " has " + found);
    }

    private static boolean isGzip(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return gzip;
    }
}
