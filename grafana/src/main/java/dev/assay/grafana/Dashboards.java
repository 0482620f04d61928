package dev.assay.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the dashboards: {@code java -cp grafana/target/classes dev.assay.grafana.Dashboards grafana/dashboards}. */
public final class Dashboards {

    private Dashboards() {}

    /** @param args the directory */
    public static void main(String[] args) throws IOException {
        write(Path.of(args.length > 0 ? args[0] : "grafana/dashboards"));
    }

    /** Writes a file for each, into a directory that need not exist. */
    public static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Dashboard> all = List.of(
                ServiceHealth.dashboard(),
                SafetySignals.dashboard(),
                DetectorHealth.dashboard(),
                Triage.dashboard(),
                ReplayAndAudit.dashboard(),
                Engine.dashboard());
        for (Dashboard dashboard : all) {
            Files.writeString(directory.resolve(dashboard.name() + ".json"), dashboard.json() + "\n");
        }
    }
}
