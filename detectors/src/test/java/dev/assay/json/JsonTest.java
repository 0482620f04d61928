package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.detector.Severity;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void shouldTakeValuesByNameAndType() {
        JsonObject json =
                parse("{\"s\":\"x\",\"i\":7,\"l\":5000000000,\"d\":1.5,\"b\":true,\"e\":\"high\",\"o\":{\"s\":\"y\"},"
                        + "\"a\":[{\"s\":\"z\"}],\"n\":[1,2.5],\"k\":[1,2]}");

        assertThat(json.string("s")).isEqualTo("x");
        assertThat(json.integer("i")).isEqualTo(7);
        assertThat(json.longInteger("l")).isEqualTo(5_000_000_000L);
        assertThat(json.number("d")).isEqualTo(1.5);
        assertThat(json.number("i")).isEqualTo(7);
        assertThat(json.bool("b")).isTrue();
        assertThat(json.choice("e", Severity.class)).isEqualTo(Severity.HIGH);
        assertThat(json.object("o").string("s")).isEqualTo("y");
        assertThat(json.objects("a").get(0).string("s")).isEqualTo("z");
        assertThat(json.numbers("n")).containsExactly(1, 2.5);
        assertThat(json.longIntegers("k")).containsExactly(1, 2);
        json.done();
    }

    @Test
    void shouldNameThePlaceTheValueAndTheExpectation() {
        JsonObject json = parse("{\"list\":[{\"x\":1},{\"x\":\"two\",\"y\":1.5,\"z\":5000000000}]}");
        JsonObject second = json.objects("list").get(1);

        assertThatThrownBy(() -> second.number("x")).hasMessage("f.json: list[1].x is \"two\"; expected a number");
        assertThatThrownBy(() -> second.integer("y")).hasMessage("f.json: list[1].y is 1.5; expected a 32-bit integer");
        assertThatThrownBy(() -> second.integer("z"))
                .hasMessage("f.json: list[1].z is 5000000000; expected a 32-bit integer");
        assertThatThrownBy(() -> second.string("w")).hasMessage("f.json: list[1].w is missing; expected a string");
        assertThatThrownBy(() -> second.choice("x", Severity.class))
                .hasMessage("f.json: list[1].x is \"two\"; expected one of low, medium, high, critical");
    }

    @Test
    void shouldRefuseKeysThatNobodyAskedFor() {
        JsonObject json = parse("{\"a\":1,\"b\":2}");
        json.integer("a");

        assertThatThrownBy(json::done).hasMessage("f.json: b is not known; expected only a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "{} {}",
                "{} x",
                "{\"a\":NaN}",
                "{",
                "\u0000"
            })
    void shouldRefuseAllButOneStrictObject(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageStartingWith("f.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": \"\\ud800\"}", "{\"\\udc00\": 1}", "{\"a\": [{\"b\": \"x\\ud83dx\"}]}"})
    void shouldRefuseTextThatCannotBeWrittenAgain(String text) {
        assertThatThrownBy(() -> Json.parse("f.json", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonFormatException.class)
                .hasMessage("f.json holds half a surrogate pair; expected text that UTF-8 can hold");
        assertThat(Json.parse("f.json", "{\"a\": \"\\ud83d\\ude00\"}".getBytes(StandardCharsets.UTF_8))
                        .string("a"))
                .isEqualTo("\uD83D\uDE00");
    }

    @Test
    void shouldRefuseInvalidUtf8() {
        byte[] bytes = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThatThrownBy(() -> Json.parse("f.json", bytes)).isInstanceOf(JsonFormatException.class);
    }

    @Test
    void shouldShowLongValuesInPartOnly() {
        JsonObject json = parse("{\"a\":\"" + "x".repeat(5000) + "\"}");

        assertThatThrownBy(() -> json.integer("a"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void shouldWriteWithTheSameLayoutEverywhere() {
        assertThat(new String(Json.write(Json.object().put("b", 1).put("a", "é")), StandardCharsets.UTF_8))
                .isEqualTo("{\n  \"b\" : 1,\n  \"a\" : \"é\"\n}\n");
    }

    private static JsonObject parse(String text) {
        return Json.parse("f.json", text.getBytes(StandardCharsets.UTF_8));
    }
}
