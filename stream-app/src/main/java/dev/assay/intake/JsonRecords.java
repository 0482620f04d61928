package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Bytes to one JSON object, strictly, within bounds that keep a hostile record from filling the heap. Thread-safe. */
final class JsonRecords {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TOKENS = 2_000_000;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonMapper mapper;

    JsonRecords(InputLimits limits) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxTokenCount(MAX_TOKENS)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxStringLength(limits.recordBytes())
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    JsonNode object(byte[] value) throws RejectedException {
        JsonNode root;
        try {
            root = mapper.readTree(text(value));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        if (root.isMissingNode()) {
            throw new RejectedException(RejectionReason.EMPTY, "value is blank; expected a JSON object");
        }
        if (!root.isObject()) {
            throw Fields.wrongType("value", root, "a JSON object");
        }
        return root;
    }

    private static String text(byte[] value) throws RejectedException {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RejectedException(
                    RejectionReason.INVALID_UTF8, "value is not UTF-8; expected a JSON object in UTF-8");
        }
    }

    /** Jackson's own message may quote the record: only the place is taken from it. */
    private static RejectedException malformed(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String place =
                location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new RejectedException(
                RejectionReason.MALFORMED_JSON,
                "value is not JSON" + place + "; expected one object, no key twice, at most " + MAX_DEPTH
                        + " levels deep and " + MAX_TOKENS + " tokens long");
    }
}
