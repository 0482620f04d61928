package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.privacy.Pseudonyms;
import dev.assay.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the service to forget conversations. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description =
                "Asks the service to forget conversations: their context and what the detectors remember. What is in "
                        + "the input, the alerts and other topics stays for as long as those keep records. "
                        + "docs/operations/privacy.md says when which bytes are gone.")
final class EraseCommand implements Callable<Integer> {

    private static final int LONGEST_BLOCK_MILLIS = 30_000;
    private static final byte[] NOTHING = {};

    private final Terminal terminal;

    @Parameters(paramLabel = "CONVERSATION", arity = "1..*", description = "Ids, as producers write them.")
    private List<String> conversations = List.of();

    @Option(
            names = "--as-published",
            description = "The ids are those of alerts, which differ if assay.privacy.conversation-key is set.")
    private boolean asPublished;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    EraseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        Config config = options.load();
        String topic = config.get(Settings.ERASURES_TOPIC);
        if (topic.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    Settings.ERASURES_TOPIC.name()
                            + " is ''; expected the topic that the service reads such requests from");
        }
        Pseudonyms pseudonyms = Pseudonyms.of(config);
        Map<String, Object> client = config.kafkaClient();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String conversation : conversations) {
                String id = asPublished ? conversation : pseudonyms.of(conversation);
                RecordMetadata asked = producer.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), NOTHING))
                        .get();
                terminal.out().println("asked to forget " + id + ": " + asked);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to topic " + topic + ": " + e.getCause(), e.getCause());
        }
        return ExitCode.OK;
    }
}
