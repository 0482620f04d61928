package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One broker of a cluster, in a JVM of its own. It ends when its standard input does, so none outlives the test.
 *
 * <p>Arguments: the cluster's id, the broker's port, its log directory, a file of settings.
 */
final class BrokerMain {

    static final String STARTED = "the broker has started";

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        Path directory = Path.of(arguments[2]);
        Map<String, String> settings = settings(Path.of(arguments[3]));
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(arguments[0], Integer.parseInt(settings.get("node.id")), directory);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, directory, settings)) {
            System.out.println(STARTED + " on " + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void format(String cluster, int node, Path directory) throws Exception {
        Files.createDirectories(directory);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .run();
    }

    private static Map<String, String> settings(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
