package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.json.Json;
import dev.assay.json.JsonObject;
import dev.assay.reader.ReaderSpec;

/** {@code reader.json}. */
final class ReaderJson {

    private ReaderJson() {}

    static ReaderSpec read(JsonObject json) {
        ReaderSpec reader = new ReaderSpec(
                json.string("name"),
                json.string("model"),
                json.string("modelSha256"),
                json.string("tokenizer"),
                json.string("tokenizerSha256"),
                json.integer("dModel"),
                json.integer("window"),
                json.integer("contextTokens"),
                json.integer("overlap"));
        json.done();
        return reader;
    }

    static ObjectNode write(ReaderSpec reader) {
        return Json.object()
                .put("name", reader.name())
                .put("model", reader.model())
                .put("modelSha256", reader.modelSha256())
                .put("tokenizer", reader.tokenizer())
                .put("tokenizerSha256", reader.tokenizerSha256())
                .put("dModel", reader.dModel())
                .put("window", reader.window())
                .put("contextTokens", reader.contextTokens())
                .put("overlap", reader.overlap());
    }
}
