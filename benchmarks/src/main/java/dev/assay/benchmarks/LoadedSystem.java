package dev.assay.benchmarks;

import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A broker in this process and the shipped service in another. Closing stops both. */
record LoadedSystem(EmbeddedBroker broker, ShippedService service) implements AutoCloseable {

    private static final int HEAP_MEGABYTES = 512;

    /**
     * Returns when the service takes turns.
     *
     * @param scratch for the files of both
     * @param bundle directory of the bundle
     * @param changes of the service's settings
     */
    static LoadedSystem start(Path scratch, Path bundle, Map<String, String> changes)
            throws IOException, InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(0, scratch.resolve("broker"), Map.of());
        try {
            Map<String, String> settings = ServiceSettings.prepare(broker, scratch, bundle, changes);
            return new LoadedSystem(
                    broker, ShippedService.start(scratch, settings, ChildJvm.fixedHeap(HEAP_MEGABYTES)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public void close() {
        service.close();
        broker.close();
    }
}
