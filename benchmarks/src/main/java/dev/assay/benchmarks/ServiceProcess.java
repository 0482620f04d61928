package dev.assay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.demo.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The measured service as a child process, so that neither the broker nor what feeds it counts as its memory. */
final class ServiceProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;

    /**
     * @param turns after which the service ends
     * @param readEvery one turn in so many is read by the model; 0 for none
     * @param heapOptions of its JVM
     * @param settings of the service, besides those that this class must choose
     */
    ServiceProcess(
            EmbeddedBroker broker,
            Path scratch,
            Path bundle,
            long turns,
            long sampleEvery,
            int readEvery,
            List<String> heapOptions,
            Map<String, String> settings)
            throws IOException {
        Map<String, String> all = ServiceSettings.prepare(broker, scratch, bundle, settings);
        List<String> arguments = new ArrayList<>(List.of(
                "measured-service", "--turns=" + turns, "--sample-every=" + sampleEvery, "--read-every=" + readEvery));
        all.forEach((name, value) -> arguments.add("--set=" + name + "=" + value));
        process = ChildJvm.of(heapOptions, Main.class, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /**
     * Waits for the service to end, and prints its samples as they come.
     *
     * @throws IllegalStateException if it fails, which an exhausted heap makes it do
     */
    List<MemorySample> await() throws IOException, InterruptedException {
        List<MemorySample> samples = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MeasuredService.SAMPLE)) {
                    MemorySample sample =
                            JSON.readValue(line.substring(MeasuredService.SAMPLE.length()), MemorySample.class);
                    samples.add(sample);
                    System.out.printf(
                            "%,d turns: heap %.0f MiB, resident %.0f MiB%n",
                            sample.turns(), sample.heap(), sample.resident());
                } else {
                    System.out.println(line);
                }
            }
        }
        int status = process.waitFor();
        if (status != 0 || samples.isEmpty()) {
            throw new IllegalStateException("the service ended with status " + status + " after " + samples.size()
                    + " samples; expected 0 and at least one sample");
        }
        return samples;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
