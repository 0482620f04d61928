package dev.assay.topology;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.intake.AvroInputParser;
import dev.assay.intake.InputLimits;
import dev.assay.intake.InputParser;
import dev.assay.intake.JsonInputParser;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.Turn;
import dev.assay.schemas.wire.CloudEventHeaders;
import dev.assay.schemas.wire.WireFormat;
import java.net.URI;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Produced;

/**
 * How the topics that others read and write are encoded.
 *
 * @param format of all of them
 * @param input reads the input topic
 * @param alertHeaders make alerts CloudEvents
 */
public record Wire(WireFormat format, InputParser input, CloudEventHeaders alertHeaders) {

    public static Wire of(Config config) {
        InputLimits limits = InputLimits.of(config);
        WireFormat format =
                switch (config.get(Settings.WIRE_FORMAT)) {
                    case JSON -> new WireFormat.Json();
                    case AVRO ->
                        new WireFormat.Avro(URI.create(config.get(Settings.REGISTRY_URL)), true, config.registry());
                };
        InputParser input =
                switch (config.get(Settings.WIRE_FORMAT)) {
                    case JSON -> new JsonInputParser(limits);
                    case AVRO ->
                        new AvroInputParser(
                                limits,
                                format.serde(Turn.class).deserializer(),
                                format.serde(Transcript.class).deserializer());
                };
        String source = "/assay/" + config.get(Settings.APPLICATION_ID);
        return new Wire(format, input, new CloudEventHeaders(source, format));
    }

    /** @param name of the sink in the topology */
    <T extends Record> Produced<String, T> output(String name, Class<T> type) {
        return Produced.with(Serdes.String(), format.serde(type)).withName(name);
    }
}
