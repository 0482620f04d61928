package dev.assay.faults;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.ConfigLoader;
import dev.assay.config.Settings;
import dev.assay.engine.Djl;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The service in a process of its own, which starts quickly and says on its output what a test must know: each state
 * it enters, and {@link #DUPLICATE} for each turn it took for a repetition.
 */
final class ServiceMain {

    static final String DUPLICATE = "DUPLICATE";
    private static final long LOOK_MILLIS = 20;

    private ServiceMain() {}

    /** @param args path of the configuration file */
    public static void main(String[] args) throws InterruptedException {
        Djl.offline();
        Config config = ConfigLoader.load(List.of(Path.of(args[0])), Map.of(), Map.of());
        Bundle bundle = Bundle.load(config.get(Settings.BUNDLE));
        BundleReader reader = BundleReader.open(config, bundle, batch -> {});
        MonitorApplication application = new MonitorApplication(
                config, MonitorParts.of(bundle, reader.reader(), reader.engine(), ServiceMain::report));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            application.close();
            reader.close();
        }));
        application.start();
        KafkaStreams.State last = null;
        while (true) {
            KafkaStreams.State now = application.state();
            if (now != last) {
                System.out.println(now);
                last = now;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void report(MonitorEvent event) {
        if (event instanceof MonitorEvent.DuplicateDropped) {
            System.out.println(DUPLICATE);
        }
    }
}
