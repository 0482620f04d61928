package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import dev.assay.engine.EngineInfo;
import dev.assay.topology.InputRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is, written down before it begins: whoever goes on with it must have the same.
 *
 * @param run id of the run
 * @param createdAt cut to milliseconds
 * @param version of Assay
 * @param from the start of the range as it was asked for
 * @param to its end, likewise
 * @param range resolved to offsets
 * @param warmUp how long before the range conversations were to be read
 * @param warmedSince record time at which that begins; null if no time could be told
 * @param alertsTopic the topic of the alerts to compare with
 * @param bundle digest of the bundle that judges
 * @param configuration every setting as text, sorted by name; secrets are hidden
 */
public record Manifest(
        String run,
        Instant createdAt,
        String version,
        String from,
        String to,
        InputRange range,
        Duration warmUp,
        @Nullable Instant warmedSince,
        String alertsTopic,
        String bundle,
        EngineInfo engine,
        SortedMap<String, String> configuration) {

    /** What does not bear on any verdict, and may be otherwise on each instance that takes part in a run. */
    private static final List<String> FREE = List.of(
            "assay.bootstrap.servers",
            "assay.instance.id",
            "assay.bundle",
            "assay.reader.dir",
            "assay.engine",
            "assay.batch.",
            "assay.state.dir",
            "assay.stream.threads",
            "assay.commit.interval",
            "assay.transaction.timeout",
            "assay.standby.replicas",
            "assay.replication.factor",
            "assay.http.",
            "assay.metrics.",
            "assay.triage.",
            "assay.audit.",
            "assay.wire.registry");

    public Manifest {
        requireNonNull(run, "run");
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(version, "version");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(range, "range");
        requireNonNull(warmUp, "warmUp");
        requireNonNull(alertsTopic, "alertsTopic");
        requireNonNull(bundle, "bundle");
        requireNonNull(engine, "engine");
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
    }

    /** Whether every conversation is known from its first record on. */
    public boolean isWholeTopic() {
        return range.partitions().values().stream().allMatch(offsets -> offsets.warmUp() == 0);
    }

    /**
     * @param other what somebody is about to go on with
     * @throws ReplayException naming what differs, if that bears on verdicts
     */
    void requireSame(Manifest other) {
        require("bundle", bundle, other.bundle);
        require("engine", engine, other.engine);
        require("--from", from, other.from);
        require("--to", to, other.to);
        require("--warm-up", warmUp, other.warmUp);
        require("version of Assay", version, other.version);
        configuration.forEach((name, value) -> {
            if (FREE.stream().noneMatch(free -> free.endsWith(".") ? name.startsWith(free) : name.equals(free))) {
                require("setting " + name, value, other.configuration.getOrDefault(name, "(none)"));
            }
        });
    }

    private void require(String what, Object pinned, Object now) {
        if (!Objects.equals(pinned, now)) {
            throw new ReplayException("run " + run + " was begun with another " + what + ": its manifest says " + pinned
                    + ", this is " + now + "; start it with what the manifest says, or start a run with another id");
        }
    }
}
