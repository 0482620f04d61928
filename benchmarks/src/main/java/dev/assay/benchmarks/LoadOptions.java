package dev.assay.benchmarks;

import dev.assay.config.Settings;
import dev.assay.schemas.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of what puts the service under load. */
final class LoadOptions {

    private static final long SEED = 20261121;
    private static final int TURNS_EACH = 20; // of the conversations the bare engine reads

    /** Short, so that conversations are forgotten at the rate at which they begin, soon after the start. */
    private static final Map<String, String> SHORT_MEMORY =
            Map.of(Settings.CONVERSATION_EXPIRY.name(), "5m", Settings.CONVERSATION_GRACE.name(), "1m");

    @Mixin
    private BundleOptions bundleOptions = new BundleOptions();

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "The sustained rate, as a share of the bare engine's on this machine (default: ${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--open",
            paramLabel = "N",
            defaultValue = "500",
            description = "Conversations that are open at a time (default: ${DEFAULT-VALUE}).")
    private int open;

    @Option(
            names = "--bare-turns",
            paramLabel = "N",
            defaultValue = "300",
            description = "Turns in a round of the bare engine (default: ${DEFAULT-VALUE}).")
    private int bareTurns;

    @Option(
            names = "--sample-seconds",
            paramLabel = "S",
            defaultValue = "20",
            description =
                    "Between two looks at the service, each with a forced collection (default: ${DEFAULT-VALUE}).")
    private double sampleSeconds;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the service, as in docs/configuration.md; may be repeated.")
    private Map<String, String> changes = Map.of();

    Path bundle(Path scratch) {
        return bundleOptions.directory(scratch);
    }

    double share() {
        return share;
    }

    double sampleSeconds() {
        return sampleSeconds;
    }

    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(SHORT_MEMORY);
        settings.putAll(changes);
        settings.put(Settings.ACTIVATIONS.name(), "true"); // a record of every turn judged
        return settings;
    }

    /** Those the service is given. */
    SteadyConversations conversations() {
        return new SteadyConversations(open, SEED);
    }

    /** Such turns for the bare engine. */
    Workload bareWorkload() {
        SteadyConversations few = new SteadyConversations(Math.max(1, bareTurns / TURNS_EACH), SEED);
        List<Turn> turns = new ArrayList<>();
        while (turns.size() < bareTurns) {
            turns.add(few.next());
        }
        return new Workload(turns);
    }
}
