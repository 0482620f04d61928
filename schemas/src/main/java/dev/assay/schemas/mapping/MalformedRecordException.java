package dev.assay.schemas.mapping;

import org.apache.kafka.common.errors.SerializationException;

/**
 * Bytes that are not the message they should be.
 *
 * <p>The message gives the path of the field and what was found and expected there, never the value of a text.
 */
public final class MalformedRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * @param path of the field, as far as the thrower knows it; empty for the message as a whole
     * @param problem what was found and what was expected, without any text of the message
     */
    public MalformedRecordException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** The same problem, seen from the field or message that holds the one it was found in. */
    public MalformedRecordException inside(String holder) {
        String joint = path.isEmpty() || path.startsWith("[") ? "" : ".";
        return new MalformedRecordException(holder + joint + path, problem);
    }
}
