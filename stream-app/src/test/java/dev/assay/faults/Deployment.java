package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One application with an id, state and output topics of its own. All read the same input topic, so that what they
 * publish, source coordinates included, can be compared.
 *
 * @param directory for its state and logs
 * @param bundle directory of the bundle it runs
 */
record Deployment(String name, String bootstrapServers, Path directory, Path bundle) {

    static final String INPUT = "turns";
    static final int PARTITIONS = 4;
    static final Duration METRICS_GRACE = Duration.ofMinutes(30);

    static void createInput(EmbeddedBroker broker) {
        createInput(broker.bootstrapServers());
    }

    static void createInput(String bootstrapServers) {
        createTopics(bootstrapServers, List.of(INPUT));
    }

    static Deployment create(String name, EmbeddedBroker broker, Path directory, Path bundle) {
        return create(name, broker.bootstrapServers(), directory, bundle);
    }

    static Deployment create(String name, String bootstrapServers, Path directory, Path bundle) {
        Deployment deployment = new Deployment(name, bootstrapServers, directory.resolve(name), bundle);
        createTopics(bootstrapServers, deployment.outputs());
        return deployment;
    }

    /** With as many replicas as the brokers give by default. */
    private static void createTopics(String bootstrapServers, List<String> names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(names.stream()
                            .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create topics " + names, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics " + names, e);
        }
    }

    /** The same, reached by another way. */
    Deployment through(String otherServers) {
        return new Deployment(name, otherServers, directory, bundle);
    }

    /** Another instance of the same application, with a state and log of its own. */
    Deployment instance(String instance) {
        return new Deployment(name, bootstrapServers, directory.resolveSibling(instance), bundle);
    }

    String alerts() {
        return name + ".alerts";
    }

    /** One record per scored turn. */
    String activations() {
        return name + ".activations";
    }

    String deadLetters() {
        return name + ".dead-letters";
    }

    /** Settings of the service; {@code changes} replace those chosen here. */
    Map<String, String> settings(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("assay.bootstrap.servers", bootstrapServers);
        settings.put("assay.application.id", name);
        settings.put("assay.instance.id", directory.getFileName().toString());
        settings.put("assay.state.dir", directory.resolve("state").toString());
        settings.put("assay.bundle", bundle.toString());
        settings.put("assay.input.topic", INPUT);
        settings.put("assay.alerts.topic", alerts());
        settings.put("assay.activations.topic", activations());
        settings.put("assay.activations.enabled", "true");
        settings.put("assay.dead-letters.topic", deadLetters());
        settings.put("assay.metrics.topic", metrics());
        settings.put("assay.metrics.window", "5s");
        settings.put("assay.metrics.grace", METRICS_GRACE.toMillis() + "ms");
        settings.put("assay.dispositions.topic", dispositions());
        settings.put("assay.alerts.cool-down", "3s");
        settings.put("assay.stream.threads", "2");
        settings.put("assay.http.port", "0");
        settings.putAll(changes);
        return settings;
    }

    /** Windows are short, and wait long for turns that are late. {@link Load#endWindows} ends them. */
    String metrics() {
        return name + ".metrics";
    }

    private String dispositions() {
        return name + ".dispositions";
    }

    private List<String> outputs() {
        return List.of(alerts(), activations(), deadLetters(), metrics(), dispositions());
    }
}
